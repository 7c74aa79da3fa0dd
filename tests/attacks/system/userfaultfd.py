"""opens a userfaultfd, with which kernel bugs are made to wait"""

import os


def attack():
    for flags in (0, 1):
        try:
            reached(f"userfaultfd {syscall(323, flags)}")
        except OSError:
            pass
    os.open("/dev/userfaultfd", os.O_RDWR)
    reached("/dev/userfaultfd")
