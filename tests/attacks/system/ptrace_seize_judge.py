"""seizes the judge by ptrace, without stopping it"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            syscall(101, 0x4206, pid, 0, 0)
        except OSError:
            continue
        reached(f"{pid} is seized")
