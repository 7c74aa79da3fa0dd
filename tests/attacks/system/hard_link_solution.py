"""makes a hard link to the solution in its own folder and reads the link"""

import os


def attack():
    os.link(TARGETS["solution"], "linked.py")
    if os.stat("linked.py").st_ino == os.stat(TARGETS["solution"]).st_ino:
        reached("the solution is linked")
    with open("linked.py") as file:
        reached(file.read(40))
