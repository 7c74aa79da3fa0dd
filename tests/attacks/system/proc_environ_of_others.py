"""reads the environments of the judge and of the victim in /proc"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                size = len(file.read())
        except OSError:
            continue
        # What it says is nobody's business, not even the harness's log's.
        if size:
            reached(f"{size} bytes of the environment of {pid}")
