"""makes folders in the user's folder and in the results"""

import os


def attack():
    for key in ("outside", "results", "submissions"):
        path = os.path.join(TARGETS[key], "planted")
        try:
            os.mkdir(path)
        except OSError:
            continue
        if os.path.isdir(path):
            reached(f"a folder in {key}")
