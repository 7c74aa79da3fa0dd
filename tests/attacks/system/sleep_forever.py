"""sleeps for ever in C with all signals blocked"""

import ctypes
import signal


def during(parts):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        ctypes.CDLL(None).sleep(1000)
