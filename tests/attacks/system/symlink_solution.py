"""reads the solution through a chain of symbolic links in its own folder"""

import os


def attack():
    os.symlink(os.path.dirname(TARGETS["solution"]), "first")
    os.symlink("first/" + os.path.basename(TARGETS["solution"]), "second.py")
    with open("second.py") as file:
        reached(file.read(40))
