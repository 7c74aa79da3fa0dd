"""sets its own limits by its number instead of 0, and has a child raise them"""

import os
import resource


def attack():
    for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_NPROC"):
        number = getattr(resource, name)
        before = resource.getrlimit(number)
        if before[1] == resource.RLIM_INFINITY:
            continue
        pid = os.fork()
        if pid == 0:
            try:
                resource.prlimit(os.getppid(), number, (before[0], resource.RLIM_INFINITY))
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        if resource.getrlimit(number)[1] == resource.RLIM_INFINITY:
            reached(f"{name} is lifted")
