"""leaves a child that has stopped itself"""

import os
import signal


def after(parts):
    if os.fork() == 0:
        os.setsid()
        signal.alarm(90)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
