"""stops itself by SIGSTOP"""

import os
import signal


def during(parts):
    os.kill(os.getpid(), signal.SIGSTOP)
