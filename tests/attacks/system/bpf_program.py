"""loads the smallest of BPF programs"""

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
    code = ctypes.create_string_buffer(bytes.fromhex("b7000000000000009500000000000000"))
    licence = ctypes.create_string_buffer(b"GPL")
    where = ctypes.addressof(code), ctypes.addressof(licence)
    attr = struct.pack("IIQQ", 1, 2, *where) + b"\0" * 104
    reached(f"BPF program {syscall(321, 5, attr, 72)}")
