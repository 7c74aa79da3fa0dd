"""lets eight children burn processor time, each within its own limit"""

import os
import time


def during(parts):
    for _ in range(8):
        if os.fork() == 0:
            end = time.time() + 100
            while time.time() < end:
                pass
            os._exit(0)
    time.sleep(100)
