"""reads the judge's memory by process_vm_readv at an address known from the fork"""

import ctypes
import errno
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
    box = ctypes.create_string_buffer(16)
    local = struct.pack("QQ", ctypes.addressof(box), 16)
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            size = syscall(310, pid, local, 1, struct.pack("QQ", id(os), 16), 1, 0)
        except OSError as error:
            # The right is asked for before the address is looked at.
            if error.errno == errno.EFAULT:
                reached(f"only the address in {pid} was wrong")
            continue
        if size > 0:
            reached(f"{size} bytes of {pid}: {box.raw.hex()}")
