"""watches the submissions, the results and the home by inotify"""

import os


def attack():
    fd = syscall(294, os.O_NONBLOCK)
    for key in ("submissions", "results", "home", "solution"):
        try:
            syscall(254, fd, os.fsencode(TARGETS[key]), 0xFFF)
        except OSError:
            continue
        reached(f"{key} is watched")
