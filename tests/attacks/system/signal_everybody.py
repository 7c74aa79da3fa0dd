"""looks by signal 0 for any process at all that it may signal, as kill(-1) would"""

import os


def mine(pid):
    """A thread of this process is found under its number, too."""
    try:
        syscall(234, os.getpid(), pid, 0)
    except OSError:
        return False
    return True


def attack():
    # kill(-1, 0) gives 0 even if every process refused, so that each is asked by itself.
    near = range(1, 40000), range(max(40000, TARGETS["victim"] - 500), TARGETS["victim"] + 500)
    for pid in (number for numbers in near for number in numbers):
        try:
            os.kill(pid, 0)
        except OSError:
            continue
        if not mine(pid):
            reached(f"may signal {pid}")
            return
