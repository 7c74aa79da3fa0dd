"""sets an extended attribute on the grades"""

import os


def attack():
    os.setxattr(TARGETS["grades"], "user.planted", b"yes")
    reached(os.getxattr(TARGETS["grades"], "user.planted"))
