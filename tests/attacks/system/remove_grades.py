"""removes the grades and the neighbour's submission"""

import os


def attack():
    for key in ("grades", "neighbour"):
        try:
            os.unlink(TARGETS[key])
        except OSError:
            continue
        if not os.path.exists(TARGETS[key]):
            reached(f"{key} is removed")
