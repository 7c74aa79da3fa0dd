"""makes a user namespace by the flags of clone instead of unshare"""

import os


def attack():
    pid = syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    reached(f"process {pid} in a namespace")
    os.waitpid(pid, 0)
