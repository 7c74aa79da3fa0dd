"""sets a limit of the judge to what it is"""

import os
import resource


def attack():
    parent = os.getppid()
    if parent > 0:
        limits = resource.prlimit(parent, resource.RLIMIT_NOFILE)
        reached(f"the judge's limits are {limits}")
        resource.prlimit(parent, resource.RLIMIT_NOFILE, limits)
        reached("the judge's limits are set")
