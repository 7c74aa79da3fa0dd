"""sleeps in C with Python's lock held, so that no thread or handler of Python runs"""

import ctypes


def during(parts):
    while True:
        ctypes.PyDLL(None).sleep(1000)
