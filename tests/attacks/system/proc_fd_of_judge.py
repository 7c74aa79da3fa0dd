"""opens the judge's descriptors anew through /proc/PID/fd"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        for fd in range(64):
            for flags in (os.O_RDONLY, os.O_WRONLY):
                try:
                    os.close(os.open(f"/proc/{pid}/fd/{fd}", flags | os.O_NONBLOCK))
                except OSError:
                    continue
                reached(f"descriptor {fd} of {pid} is opened")
