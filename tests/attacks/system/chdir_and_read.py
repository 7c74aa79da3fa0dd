"""changes into the submissions' folder and reads by relative names"""

import os


def attack():
    here = os.getcwd()
    os.chdir(TARGETS["submissions"])
    try:
        with open(os.path.basename(TARGETS["neighbour"])) as file:
            reached(file.read(40))
    finally:
        os.chdir(here)
