"""stops its whole process group"""

import os
import signal


def during(parts):
    parent = os.getppid()
    if parent > 0 and os.getpgid(parent) == os.getpgrp():
        reached("the judge would be stopped as well")
    else:
        os.killpg(0, signal.SIGSTOP)
