"""makes a chain of 2 000 folders that no path can name"""

import os


def after(parts):
    here = os.getcwd()
    name = "d" * 200
    for _ in range(2_000):
        os.mkdir(name)
        os.chdir(name)
    with open("bottom", "w") as file:
        file.write("here")
    os.chdir(here)
