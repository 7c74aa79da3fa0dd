"""gives the secret to another group that its user is a member of"""

import os


def attack():
    path = TARGETS["secret"]
    before = os.stat(path).st_ctime_ns
    for group in {*os.getgroups(), os.getgid()}:
        try:
            os.lchown(path, -1, group)
        except OSError:
            continue
        if os.stat(path).st_ctime_ns != before:
            reached(f"the secret's group was set to {group}")
