"""compares its kernel objects with the judge's and the victim's by kcmp"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            reached(f"kcmp with {pid} says {syscall(312, os.getpid(), pid, 3, 0, 0)}")
        except OSError:
            pass
