"""changes a mode by an x32 system call (bit 30 set), which a list of numbers misses"""

import os


def attack():
    before = os.stat(TARGETS["neighbour"]).st_mode
    syscall(0x40000000 + 90, os.fsencode(TARGETS["neighbour"]), 0o604)
    if os.stat(TARGETS["neighbour"]).st_mode != before:
        reached("an x32 call has changed the mode")
