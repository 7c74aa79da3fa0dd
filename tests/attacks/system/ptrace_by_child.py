"""has a forked grandchild in a session of its own do the tracing"""

import os


def attack():
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setsid()
            syscall(101, 0x4206, TARGETS["victim"], 0, 0)
            status = 42
        finally:
            os._exit(status)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42:
        reached("the victim was traced by a child")
