"""sends SIGTERM and SIGSTOP to another process of the user"""

import os
import signal


def attack():
    for number in (signal.SIGSTOP, signal.SIGTERM):
        try:
            os.kill(TARGETS["victim"], number)
        except OSError:
            continue
        reached(f"signal {number} to the victim")
