"""outruns the killer: each child forks the next and goes, 250 generations"""

import os
import time


def after(parts):
    if os.fork() == 0:
        os.setsid()
        for _ in range(250):
            if os.fork():
                os._exit(0)
            time.sleep(0.01)
        time.sleep(60)
        os._exit(0)
