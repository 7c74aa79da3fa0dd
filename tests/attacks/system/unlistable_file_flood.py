"""keeps 270 MB of files in a folder that nobody may list, not even its owner"""

import os
import time


def attack():
    os.mkdir("closed", 0o300)
    for number in range(18):
        with open(f"closed/{number}", "wb") as file:
            for _ in range(15):
                file.write(bytes(1 << 20))
    time.sleep(2)
    reached("270 MB are kept")
