"""exchanges a file of its own with the solution by renameat2"""

import ctypes
import os

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
    with open("mine.py", "w") as file:
        file.write("def train(**parts): pass\n")
    syscall(316, -100, b"mine.py", -100, os.fsencode(TARGETS["solution"]), 2)
    with open("mine.py") as file:
        reached(f"exchanged: {file.read(30)}")
