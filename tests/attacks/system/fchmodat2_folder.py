"""makes the home folder open to all by fchmodat2 on an O_PATH descriptor"""

import os


def attack():
    fd = os.open(TARGETS["home"], os.O_PATH)
    before = os.fstat(fd).st_mode
    syscall(452, fd, b"", 0o701, 0x1000)
    if os.fstat(fd).st_mode != before:
        reached("the home has another mode")
