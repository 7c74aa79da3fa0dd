"""puts a second, wider Landlock rule on itself that allows the solutions' folder"""

import ctypes
import os
import struct
from pathlib import Path

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
    read = 1 << 2 | 1 << 3
    rules = syscall(444, struct.pack("Q", read), 8, 0)
    folder = os.open("/", os.O_PATH)
    syscall(445, rules, 1, struct.pack("=Qi", read, folder), 0)
    LIBC.prctl(38, 1, 0, 0, 0)
    syscall(446, rules, 0)
    reached(Path(TARGETS["solution"]).read_text()[:40])
