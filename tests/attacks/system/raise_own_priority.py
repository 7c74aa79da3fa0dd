"""takes the processor for itself by a negative nice value and the real-time class"""

import os


def attack():
    before = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        os.setpriority(os.PRIO_PROCESS, 0, before - 5)
        if os.getpriority(os.PRIO_PROCESS, 0) < before:
            reached("a higher priority")
    except OSError:
        pass
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    if os.sched_getscheduler(0) == os.SCHED_RR:
        reached("the real-time class")
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
