"""watches the submissions by fanotify, whose events carry handles of files"""

import os


def attack():
    fd = syscall(300, 0x200, os.O_RDONLY)
    reached("a fanotify group")
    syscall(301, fd, 1, 0x2, -100, os.fsencode(TARGETS["submissions"]))
    reached("the submissions are watched")
