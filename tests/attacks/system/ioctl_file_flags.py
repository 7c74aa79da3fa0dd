"""sets flags and the version of files that it may read, by ioctl, for which reading is enough"""

import fcntl
import os
import struct

GET_FLAGS, SET_FLAGS, SET_VERSION = 0x80086601, 0x40086602, 0x40087602


def attack():
    with open("own", "w"):
        pass
    for path in ("own", os.__file__):
        fd = os.open(path, os.O_RDONLY)
        try:
            now = fcntl.ioctl(fd, GET_FLAGS, bytes(8))
            fcntl.ioctl(fd, SET_FLAGS, now)  # as they are
            reached(f"the flags of {path} can be set")
        except OSError:
            pass
    try:
        fcntl.ioctl(os.open("own", os.O_RDONLY), SET_VERSION, struct.pack("l", 7))
        reached("the version of a file can be set")
    except OSError:
        pass
