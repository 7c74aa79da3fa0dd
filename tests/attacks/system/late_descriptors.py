"""looks after training for descriptors of the ledger or the results opened meanwhile"""

import os


def after(parts):
    foreign = [os.path.realpath(TARGETS[key]) for key in ("results", "ledger", "submissions")]
    for fd in range(1024):
        try:
            path = os.readlink(f"/proc/self/fd/{fd}")
        except OSError:
            continue
        if any(path == folder or path.startswith(folder + "/") for folder in foreign):
            reached(f"descriptor {fd} is {path}")
