"""keeps 270 MB of files in a folder so deep that no path leads to it"""

import os
import time


def attack():
    top = os.getcwd()
    for _ in range(25):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    for number in range(18):
        with open(str(number), "wb") as file:
            for _ in range(15):
                file.write(bytes(1 << 20))
    time.sleep(2)
    reached("270 MB are kept")
    os.chdir(top)
