"""moves the victim's memory to other nodes and advises the kernel to swap it out"""

import ctypes
import os
import struct


def attack():
    victim = TARGETS["victim"]
    nodes = ctypes.c_ulong(1)
    calls = [(256, victim, 64, ctypes.byref(nodes), ctypes.byref(nodes))]
    pages, status = struct.pack("Q", id(os) & ~4095), ctypes.create_string_buffer(8)
    calls.append((279, victim, 1, pages, None, status, 0))
    for call in calls:
        try:
            syscall(*call)
        except OSError:
            continue
        reached(f"call {call[0]} on the victim")
    handle = os.pidfd_open(victim)
    syscall(440, handle, struct.pack("QQ", id(os) & ~4095, 4096), 1, 20, 0)
    reached("process_madvise on the victim")
