"""makes the victim slower by setpriority"""

import os


def attack():
    victim = TARGETS["victim"]
    before = os.getpriority(os.PRIO_PROCESS, victim)
    os.setpriority(os.PRIO_PROCESS, victim, min(19, before + 5))
    if os.getpriority(os.PRIO_PROCESS, victim) != before:
        reached("the victim is nicer")
