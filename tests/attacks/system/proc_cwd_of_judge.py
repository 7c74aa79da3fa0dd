"""lists the working folders of the judge and of the victim through /proc/PID/cwd"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            folder = os.readlink(f"/proc/{pid}/cwd")
            reached(f"the cwd of {pid} is {folder}")
        except OSError:
            pass
        try:
            reached(f"in the cwd of {pid}: {os.listdir(f'/proc/{pid}/cwd/')[:3]}")
        except OSError:
            pass
