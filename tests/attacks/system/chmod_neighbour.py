"""changes the mode of the neighbour's submission and of the secret"""

import os


def attack():
    for key in ("neighbour", "secret"):
        before = os.stat(TARGETS[key]).st_mode
        try:
            os.chmod(TARGETS[key], 0o604)
        except OSError:
            continue
        if os.stat(TARGETS[key]).st_mode != before:
            reached(f"{key} has another mode")
