"""counts the instructions of the victim and of itself by perf_event_open"""

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
    # A software event (the task's clock), for user code only, which needs the least rights.
    attr = struct.pack("IIQQQQQ", 1, 120, 1, 0, 0, 0, 1 << 5 | 1 << 6) + b"\0" * 72
    for pid in (TARGETS["victim"], 0):
        try:
            syscall(298, attr, pid, -1, -1, 0)
        except OSError:
            continue
        reached(f"perf event on {pid}")
