"""leaves a process that holds every descriptor open and writes a dot now and then"""

import os
import time


def after(parts):
    if os.fork() == 0:
        os.setsid()
        for _ in range(60):
            for fd in (1, 2):
                try:
                    os.write(fd, b".")
                except OSError:
                    pass
            time.sleep(1)
        os._exit(0)
