"""exchanges a file of its own with the solution by renameat2"""

import os


def attack():
    with open("mine.py", "w") as file:
        file.write("def train(**parts): pass\n")
    syscall(316, -100, b"mine.py", -100, os.fsencode(TARGETS["solution"]), 2)
    with open("mine.py") as file:
        reached(f"exchanged: {file.read(30)}")
