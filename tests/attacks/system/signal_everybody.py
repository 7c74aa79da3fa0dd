"""looks by signal 0 for any process at all that it may signal, as kill(-1) would"""

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


def mine(pid):
    """A thread of this process is found under its number, too."""
    try:
        syscall(234, os.getpid(), pid, 0)
    except OSError:
        return False
    return True


def attack():
    # kill(-1, 0) gives 0 even if every process refused, so that each is asked by itself.
    near = range(1, 40000), range(max(40000, TARGETS["victim"] - 500), TARGETS["victim"] + 500)
    for pid in (number for numbers in near for number in numbers):
        try:
            os.kill(pid, 0)
        except OSError:
            continue
        if not mine(pid):
            reached(f"may signal {pid}")
            return
