"""takes all interval timers and alarms for itself, ten thousand a second"""

import signal
import time


def during(parts):
    for timer, number in (
        (signal.ITIMER_REAL, signal.SIGALRM),
        (signal.ITIMER_VIRTUAL, signal.SIGVTALRM),
        (signal.ITIMER_PROF, signal.SIGPROF),
    ):
        signal.signal(number, lambda *rest: None)
        signal.setitimer(timer, 0.0001, 0.0001)
    signal.alarm(0)
    time.sleep(100)
