"""makes a BPF map and loads a socket filter"""

import struct


def attack():
    size = struct.pack("IIII", 2, 4, 8, 1) + b"\0" * 104
    reached(f"BPF map {syscall(321, 0, size, 72)}")
