"""loads the smallest of BPF programs"""

import ctypes
import struct


def attack():
    code = ctypes.create_string_buffer(bytes.fromhex("b7000000000000009500000000000000"))
    licence = ctypes.create_string_buffer(b"GPL")
    where = ctypes.addressof(code), ctypes.addressof(licence)
    attr = struct.pack("IIQQ", 1, 2, *where) + b"\0" * 104
    reached(f"BPF program {syscall(321, 5, attr, 72)}")
