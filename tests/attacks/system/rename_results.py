"""renames the folder of results"""

import os


def attack():
    os.rename(TARGETS["results"], TARGETS["results"] + "-old")
    reached("the results are renamed")
