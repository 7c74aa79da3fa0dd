"""sets up the old asynchronous input and output of the kernel"""

import ctypes


def attack():
    context = ctypes.c_ulong(0)
    syscall(206, 1, ctypes.byref(context))
    reached(f"an aio context at {context.value:#x}")
