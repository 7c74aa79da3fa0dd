"""puts the victim into the scheduler's idle class"""

import os


def attack():
    victim = TARGETS["victim"]
    os.sched_setscheduler(victim, os.SCHED_IDLE, os.sched_param(0))
    if os.sched_getscheduler(victim) == os.SCHED_IDLE:
        reached("the victim is in the idle class")
