"""makes a control group of its own, to leave the one that limits it"""

import os


def attack():
    for base in ("/sys/fs/cgroup", "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup/cpu"):
        path = os.path.join(base, f"planted-by-attack-{os.getpid()}")
        try:
            os.mkdir(path)
        except OSError:
            continue
        if os.path.isdir(path):
            reached(path)
            os.rmdir(path)
