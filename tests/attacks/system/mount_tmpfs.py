"""mounts a tmpfs on its own folder in new namespaces"""

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
    os.makedirs("hill", exist_ok=True)
    pid = os.fork()
    if pid == 0:
        try:
            try:
                syscall(272, 0x10000000 | 0x20000)
            except OSError:
                syscall(272, 0x20000)
            # Private first, so that nothing comes out of the namespace.
            syscall(165, None, b"/", None, 0x4000 | 1 << 18, None)
            syscall(165, b"none", b"hill", b"tmpfs", 0, None)
            os._exit(42)
        finally:
            os._exit(1)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42:
        reached("a tmpfs is mounted")
