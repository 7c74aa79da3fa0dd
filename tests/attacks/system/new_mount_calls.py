"""makes file systems and copies of mounts by the newer calls fsopen and open_tree"""

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
    clone = 1 | 0x80000
    for call in ((430, b"tmpfs", 0), (433, -100, b".", 0), (428, -100, b"/", clone)):
        try:
            fd = syscall(*call)
        except OSError:
            continue
        reached(f"call {call[0]} gave descriptor {fd}")
        os.close(fd)
