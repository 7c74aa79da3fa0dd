"""leaves a message for the next run in the user's keyring"""

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
    for ring in (-4, -5, -3, -2):
        try:
            key = syscall(248, b"user", b"planted-by-attack", b"grade", 5, ring)
        except OSError:
            continue
        reached(f"key {key} in ring {ring}")
        syscall(250, 9, key, ring)
