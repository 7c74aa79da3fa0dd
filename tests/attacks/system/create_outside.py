"""creates a file in the user's folder"""

import os


def attack():
    path = os.path.join(TARGETS["outside"], "planted.txt")
    with open(path, "w") as file:
        file.write("planted")
    if os.path.exists(path):
        reached("a file is planted")
