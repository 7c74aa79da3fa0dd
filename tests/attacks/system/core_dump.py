"""raises the limit of core files and crashes in a child"""

import ctypes
import os
import resource


def attack():
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
        os.abort()
    if os.WCOREDUMP(os.waitpid(pid, 0)[1]):
        reached("a core is dumped")
