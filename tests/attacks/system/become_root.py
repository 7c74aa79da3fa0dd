"""becomes root, or is root already, or joins other groups"""

import os


def attack():
    for change in (os.setuid, os.seteuid):
        try:
            change(0)
        except OSError:
            continue
        if os.geteuid() == 0:
            reached("is root")
    for group in (0, 4, 6, 42):
        before = os.getgroups()
        try:
            os.setgroups([*before, group])
        except OSError:
            continue
        if os.getgroups() != before:
            reached(f"is in group {group}")
