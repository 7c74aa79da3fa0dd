"""makes itself the one that adopts orphans and leaves, so that they go up further"""

import ctypes
import os
import time


def after(parts):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(36, 1, 0, 0, 0)
    if os.fork() == 0:
        libc.prctl(36, 1, 0, 0, 0)
        for _ in range(5):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(60)
                os._exit(0)
        time.sleep(60)
        os._exit(0)
