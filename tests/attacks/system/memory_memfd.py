"""takes up to 8 GB in files in memory, which it does not even map"""

import os


def during(parts):
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGESIZE")
    goal = min(8 << 30, int(free * 0.6))
    block, total = b"x" * (1 << 20), 0
    while total < goal:
        fd = os.memfd_create("memory")
        for _ in range(64):
            total += os.write(fd, block)
    if goal >= 6 << 30:
        reached(f"{goal >> 20} MB")
