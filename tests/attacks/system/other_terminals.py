"""opens the terminals of everybody"""

import os


def attack():
    paths = [f"/dev/pts/{number}" for number in range(64)]
    for path in [*paths, "/dev/console", "/dev/tty1", "/dev/vcs", "/dev/ptmx"]:
        try:
            os.close(os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK))
        except OSError:
            continue
        reached(path)
