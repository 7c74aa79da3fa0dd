"""reads the memory maps of the judge and of the victim"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        for name in ("maps", "smaps_rollup", "auxv"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    content = file.read(30)
            except OSError:
                continue
            if content:
                reached(f"{name} of {pid}: {content}")
