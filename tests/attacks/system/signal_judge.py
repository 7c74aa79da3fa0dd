"""asks by signal 0 whether it may signal the judge and its process group"""

import os


def attack():
    parent = os.getppid()
    if parent > 0:
        try:
            os.kill(parent, 0)
            reached(f"may signal the judge, {parent}")
        except OSError:
            pass
        group = os.getpgid(parent)
        if group not in (0, os.getpgrp()):
            os.killpg(group, 0)
            reached(f"may signal the judge's group, {group}")
