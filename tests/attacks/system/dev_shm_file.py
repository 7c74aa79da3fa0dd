"""leaves a file in /dev/shm"""

import os


def attack():
    path = f"/dev/shm/planted-{os.getpid()}"
    with open(path, "x") as file:
        file.write("planted")
    if os.path.exists(path):
        reached(path)
        os.unlink(path)
