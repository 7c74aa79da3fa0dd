"""appends a line with full marks to the grades"""

import os


def attack():
    before = os.stat(TARGETS["grades"]).st_size
    with open(TARGETS["grades"], "a") as file:
        file.write("me,100\n")
    if os.stat(TARGETS["grades"]).st_size > before:
        reached("the grades are longer")
