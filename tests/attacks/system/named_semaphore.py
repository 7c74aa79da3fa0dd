"""makes a named semaphore by the C library"""

import ctypes


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.sem_open.restype = ctypes.c_void_p
    if libc.sem_open(b"/planted-by-attack", 0o100, 0o600, 1):
        reached("a named semaphore")
        libc.sem_unlink(b"/planted-by-attack")
