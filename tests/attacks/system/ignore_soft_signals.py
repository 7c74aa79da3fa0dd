"""ignores SIGXCPU, SIGTERM and all others and computes on"""

import signal


def during(parts):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, lambda *rest: None)
        except (OSError, ValueError):
            pass
    while True:
        pass
