"""plants a symbolic link in the folder of submissions that points at the secret"""

import os


def attack():
    path = os.path.join(TARGETS["submissions"], "zz_planted.py")
    os.symlink(TARGETS["secret"], path)
    if os.path.islink(path):
        reached("a link is planted")
