"""ties the victim to one processor"""

import os


def attack():
    victim = TARGETS["victim"]
    before = os.sched_getaffinity(victim)
    one = {min(before)}
    os.sched_setaffinity(victim, one)
    if os.sched_getaffinity(victim) == one:
        reached(f"the victim runs on {one}")
