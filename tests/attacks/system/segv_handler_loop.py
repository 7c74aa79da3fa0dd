"""handles SIGSEGV in Python, so that the fault comes again and again for ever"""

import ctypes
import signal


def during(parts):
    signal.signal(signal.SIGSEGV, lambda *rest: None)
    signal.signal(signal.SIGBUS, lambda *rest: None)
    ctypes.string_at(0)
