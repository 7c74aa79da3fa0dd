"""writes through /proc/self/mem into memory that is mapped for reading only"""

import ctypes
import mmap


def attack():
    block = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    start = ctypes.addressof(ctypes.c_char.from_buffer(block))
    ctypes.CDLL(None).mprotect(ctypes.c_void_p(start), ctypes.c_size_t(4096), 1)
    with open("/proc/self/mem", "r+b", buffering=0) as file:
        file.seek(start)
        file.write(b"attack")
    if ctypes.string_at(start, 6) == b"attack":
        reached("read-only memory is written")
