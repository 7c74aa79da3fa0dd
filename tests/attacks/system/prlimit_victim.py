"""sets a limit of the victim"""

import resource


def attack():
    victim = TARGETS["victim"]
    soft, hard = resource.prlimit(victim, resource.RLIMIT_CORE)
    reached(f"the victim's limit is {soft}, {hard}")
    resource.prlimit(victim, resource.RLIMIT_CORE, (0, hard))
    if resource.prlimit(victim, resource.RLIMIT_CORE)[0] == 0:
        reached("the victim's limit is set")
