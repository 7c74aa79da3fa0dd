"""signals the victim by a pidfd"""

import os
import signal


def attack():
    signal.pidfd_send_signal(os.pidfd_open(TARGETS["victim"]), signal.SIGUSR1)
    reached("SIGUSR1 to the victim")
