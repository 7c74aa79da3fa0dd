"""lists the solutions' and the submissions' folders"""

import os


def attack():
    for key in ("solutions", "submissions", "home", "outside", "results"):
        try:
            names = os.listdir(TARGETS[key])
        except OSError:
            continue
        reached(f"{key}: {names[:3]}")
