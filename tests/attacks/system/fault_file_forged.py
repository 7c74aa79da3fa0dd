"""writes a line number of 5000 digits into the file that tells where it is stuck, and gets stuck"""

import os
import time


def attack():
    for fd in range(4, 64):  # 3 is the reply
        try:
            os.write(fd, b'\n  File "train.py", line ' + b"9" * 5000 + b" in train\n")
        except OSError:
            continue
    time.sleep(3600)
