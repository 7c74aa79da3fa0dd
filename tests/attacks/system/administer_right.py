"""tries for an administrator's rights, with arguments that are refused in any case"""

import ctypes
import errno
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
    nowhere = b"/no/such/file"
    calls = [(168, nowhere, errno.ENOENT), (163, nowhere, errno.ENOENT)]
    calls += [(170, None, -1, errno.EINVAL), (171, None, -1, errno.EINVAL)]
    for *call, sign in calls:
        try:
            syscall(*call)
        except OSError as error:
            if error.errno == sign:
                reached(f"call {call[0]} is allowed")
    syscall(172, 3)
    reached("iopl: ports of the machine are open")
