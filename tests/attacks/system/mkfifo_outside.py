"""plants a named pipe in the submissions, on which the next reader would hang"""

import os
import stat


def attack():
    path = os.path.join(TARGETS["submissions"], "aa_pipe.py")
    os.mkfifo(path)
    if stat.S_ISFIFO(os.lstat(path).st_mode):
        reached("a pipe is planted")
