"""makes a sparse file of a terabyte"""

import os


def attack():
    fd = os.open("huge", os.O_CREAT | os.O_RDWR, 0o600)
    os.truncate("huge", 1 << 40)
    if os.fstat(fd).st_size == 1 << 40:
        reached("a file of a terabyte")
