"""writes grades of its own and puts them in the place of the real ones"""

import os


def attack():
    with open("grades.csv", "w") as file:
        file.write("me,100\n")
    mine = os.stat("grades.csv").st_ino
    os.replace("grades.csv", TARGETS["grades"])
    if os.stat(TARGETS["grades"]).st_ino == mine:
        reached("the grades are replaced")
