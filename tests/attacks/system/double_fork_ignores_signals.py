"""leaves a process that has forked twice, has a session of its own and ignores all signals"""

import os
import signal
import time


def after(parts):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            time.sleep(60)
        os._exit(0)
