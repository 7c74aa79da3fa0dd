"""removes the whole folder of submissions as shutil does, with descriptors of folders"""

import os
import shutil


def attack():
    shutil.rmtree(TARGETS["submissions"], ignore_errors=True)
    try:
        os.stat(TARGETS["submissions"])
    except FileNotFoundError:
        reached("the submissions are gone")
