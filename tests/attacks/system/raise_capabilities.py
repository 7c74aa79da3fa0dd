"""looks for capabilities that were left to it and raises them"""

import ctypes
import struct


def attack():
    head = struct.pack("Ii", 0x20080522, 0)
    data = ctypes.create_string_buffer(24)
    syscall(125, head, data)
    # Twice (low and high half): effective, permitted, inheritable.
    _, low, inherit_low, _, high, inherit_high = struct.unpack("6I", data.raw)
    syscall(126, head, struct.pack("6I", low, low, inherit_low, high, high, inherit_high))
    syscall(125, head, data)
    effective = struct.unpack("6I", data.raw)[::3]
    # An interpreter in a closed folder takes the right to pass it (2); Landlock decides what is read.
    if (effective[0] & ~(1 << 2), effective[1]) != (0, 0):
        reached(f"capabilities {effective[0]:#x} {effective[1]:#x}")
