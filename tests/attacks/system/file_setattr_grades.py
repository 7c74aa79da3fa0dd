"""marks the grades as nodump by file_setattr, which is newer than many a filter"""

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


NODUMP = 0x80


def flags(path):
    block = ctypes.create_string_buffer(24)
    syscall(468, -100, path, block, 24, 0)
    return struct.unpack("QIIII", block.raw)[0]


def attack():
    path = os.fsencode(TARGETS["grades"])
    before = flags(path)
    syscall(469, -100, path, struct.pack("QIIII", before ^ NODUMP, 0, 0, 0, 0), 24, 0)
    if flags(path) != before:
        reached("the grades have another flag")
