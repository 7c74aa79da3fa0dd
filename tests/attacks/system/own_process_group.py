"""shares the judge's process group or session, so that one kill(0) hits both"""

import os


def attack():
    parent = os.getppid()
    if parent > 0 and os.getpgid(parent) == os.getpgrp():
        reached("the judge is in my process group")
    if parent > 0 and os.getsid(parent) == os.getsid(0):
        reached("the judge is in my session")
