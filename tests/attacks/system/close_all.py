"""closes all descriptors and goes on"""

import os


def during(parts):
    os.closerange(0, 65536)
