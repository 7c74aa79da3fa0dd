"""locks its memory so that nothing of it can be swapped out"""

import ctypes
import mmap


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    block = mmap.mmap(-1, 256 << 20)
    start = ctypes.addressof(ctypes.c_char.from_buffer(block))
    if libc.mlock(ctypes.c_void_p(start), ctypes.c_size_t(256 << 20)) == 0:
        reached("256 MB are locked")
