"""fills the disk with 2 GB in files of 50 MB each"""

import os


def during(parts):
    block = b"x" * (1 << 20)
    total = 0
    for number in range(40):
        with open(f"flood{number}", "wb", buffering=0) as file:
            for _ in range(50):
                total += file.write(block)
    if total >= 40 * 50 << 20:
        reached("2 GB are written")
