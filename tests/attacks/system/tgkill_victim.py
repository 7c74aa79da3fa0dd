"""signals a thread of the victim by tkill and tgkill"""

import ctypes
import os
import signal

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
    victim = TARGETS["victim"]
    for call in ((200, victim, signal.SIGUSR1), (234, victim, victim, signal.SIGUSR1)):
        try:
            syscall(*(int(value) for value in call))
        except OSError:
            continue
        reached(f"call {call[0]} has signalled the victim")
