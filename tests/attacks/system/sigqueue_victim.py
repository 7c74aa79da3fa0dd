"""queues a signal with a value to the victim"""

import os
import signal
import struct


def attack():
    number = int(signal.SIGUSR2)
    info = struct.pack("iiiiiiq", number, 0, -1, 0, os.getpid(), os.getuid(), 1)
    syscall(129, TARGETS["victim"], number, info + b"\0" * 96)
    reached("SIGUSR2 to the victim")
