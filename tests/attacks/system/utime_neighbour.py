"""sets a submission's time back before the deadline"""

import os


def attack():
    os.utime(TARGETS["neighbour"], (1, 1))
    if os.stat(TARGETS["neighbour"]).st_mtime == 1:
        reached("the submission is of 1970")
