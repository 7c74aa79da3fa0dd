"""takes up to 8 GB of shared anonymous memory, which no data limit counts"""

import mmap
import os


def during(parts):
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGESIZE")
    goal = min(8 << 30, int(free * 0.6))
    blocks, page = [], b"x" * (1 << 20)
    while len(blocks) < goal >> 26:
        block = mmap.mmap(-1, 1 << 26)
        for _ in range(64):
            block.write(page)
        blocks.append(block)
    if goal >= 6 << 30:
        reached(f"{goal >> 20} MB")
