"""reads the kernel's messages by syslog"""

import ctypes


def attack():
    box = ctypes.create_string_buffer(4096)
    size = syscall(103, 3, box, 4096)
    reached(f"{size} bytes of the kernel's messages")
