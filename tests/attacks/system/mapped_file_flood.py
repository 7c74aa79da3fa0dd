"""keeps 270 MB of files without a name or a descriptor, by a page of each in its memory"""

import ctypes
import os
import time

PAGE, PROT_READ, MAP_SHARED = 4096, 1, 1


def attack():
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    for _ in range(18):
        with open("file", "w+b") as file:
            for _ in range(15):
                file.write(bytes(1 << 20))
            file.flush()
            libc.mmap(None, ctypes.c_size_t(PAGE), PROT_READ, MAP_SHARED, file.fileno(), 0)
        os.unlink("file")
    time.sleep(2)
    reached("270 MB are kept")
