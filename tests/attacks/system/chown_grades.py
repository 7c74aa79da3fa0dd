"""gives the grades away to other users"""

import os


def attack():
    path = TARGETS["grades"]
    before = os.stat(path)
    os.chown(path, 12345, 12345)
    if os.stat(path).st_uid != before.st_uid:
        reached("the grades have another owner")
