"""doubles itself until 256 processes sleep"""

import os
import time


def attack():
    if os.fork() == 0:
        for _ in range(8):
            try:
                os.fork()
            except OSError:
                pass
        time.sleep(60)
        os._exit(0)
    time.sleep(0.5)
