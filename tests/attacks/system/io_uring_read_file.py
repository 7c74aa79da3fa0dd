"""opens the secret by an operation of io_uring instead of a system call"""

import ctypes
import mmap
import os
import struct


def attack():
    params = ctypes.create_string_buffer(120)
    ring = syscall(425, 4, params)
    sq_tail, sq_array = struct.unpack_from("4xI16xI", params, 40)
    cq_head, cq_cqes = struct.unpack_from("I16xI", params, 80)
    submissions = mmap.mmap(ring, 4096, offset=0)
    completions = mmap.mmap(ring, 4096, offset=0x8000000)
    entries = mmap.mmap(ring, 4096, offset=0x10000000)
    path = ctypes.create_string_buffer(os.fsencode(TARGETS["secret"]))
    # Operation 18 is openat, relative to the current folder (-100).
    entries[:32] = struct.pack("BBHiQQII", 18, 0, 0, -100, 0, ctypes.addressof(path), 0, 0)
    submissions[sq_array : sq_array + 4] = struct.pack("I", 0)
    submissions[sq_tail : sq_tail + 4] = struct.pack("I", 1)
    syscall(426, ring, 1, 1, 1, 0, 0)
    result = struct.unpack_from("i", completions, cq_cqes + 8)[0]
    if result < 0:
        raise OSError(-result, os.strerror(-result))
    reached(os.read(result, 20))
