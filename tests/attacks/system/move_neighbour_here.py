"""moves another student's submission into its own folder"""

import os


def attack():
    os.rename(TARGETS["neighbour"], "mine.py")
    if not os.path.exists(TARGETS["neighbour"]):
        reached("the neighbour's file is moved away")
