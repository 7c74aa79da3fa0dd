"""makes file systems and copies of mounts by the newer calls fsopen and open_tree"""

import os


def attack():
    clone = 1 | 0x80000
    for call in ((430, b"tmpfs", 0), (433, -100, b".", 0), (428, -100, b"/", clone)):
        try:
            fd = syscall(*call)
        except OSError:
            continue
        reached(f"call {call[0]} gave descriptor {fd}")
        os.close(fd)
