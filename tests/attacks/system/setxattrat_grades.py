"""sets an extended attribute by setxattrat, which is newer than many a filter"""

import ctypes
import os
import struct


def attack():
    value = ctypes.create_string_buffer(b"yes")
    args = struct.pack("QII", ctypes.addressof(value), 3, 0)
    path = os.fsencode(TARGETS["grades"])
    syscall(463, -100, path, 0, b"user.planted2", args, len(args))
    if "user.planted2" in os.listxattr(TARGETS["grades"]):
        reached("the grades have an attribute")
