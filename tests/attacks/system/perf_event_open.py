"""counts the instructions of the victim and of itself by perf_event_open"""

import struct


def attack():
    # A software event (the task's clock), for user code only, which needs the least rights.
    attr = struct.pack("IIQQQQQ", 1, 120, 1, 0, 0, 0, 1 << 5 | 1 << 6) + b"\0" * 72
    for pid in (TARGETS["victim"], 0):
        try:
            syscall(298, attr, pid, -1, -1, 0)
        except OSError:
            continue
        reached(f"perf event on {pid}")
