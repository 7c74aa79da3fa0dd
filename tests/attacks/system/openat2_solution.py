"""opens the solution by openat2, which a filter of open and openat forgets"""

import os
import struct


def attack():
    how = struct.pack("QQQ", os.O_RDONLY, 0, 0)
    path = os.fsencode(TARGETS["solution"])
    fd = syscall(437, -100, path, how, len(how))
    reached(os.read(fd, 40))
