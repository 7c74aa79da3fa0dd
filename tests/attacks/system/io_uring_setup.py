"""sets up an io_uring, whose operations no seccomp filter sees"""

import ctypes


def attack():
    reached(f"io_uring {syscall(425, 4, ctypes.create_string_buffer(120))}")
