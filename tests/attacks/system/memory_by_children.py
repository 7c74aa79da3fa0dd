"""takes 8 GB by eight children of 1 GB each"""

import mmap
import os
import time


def during(parts):
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGESIZE")
    children = min(8, int(free * 0.6) >> 30)
    out, into = os.pipe()
    for _ in range(children):
        if os.fork() == 0:
            try:
                block = mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
                for _ in range(1024):
                    block.write(b"x" * (1 << 20))
                os.write(into, b"x")
                time.sleep(5)
            finally:
                os._exit(0)
    os.close(into)
    done = 0
    while os.read(out, 1):
        done += 1
    if done >= 6:
        reached(f"{done} GB")
