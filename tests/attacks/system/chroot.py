"""changes the root of a child to its own folder"""

import os


def attack():
    pid = os.fork()
    if pid == 0:
        try:
            os.chroot(".")
            os._exit(42)
        finally:
            os._exit(1)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42:
        reached("the root is changed")
