"""overflows the stack in C by a sort whose comparison sorts, with faulthandler off"""

import ctypes
import faulthandler
import sys


def during(parts):
    faulthandler.disable()
    sys.setrecursionlimit(2**31 - 1)
    compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    data = (ctypes.c_int * 2)(2, 1)

    @compare
    def again(left, right):
        ctypes.CDLL(None).qsort(data, 2, 4, again)
        return 0

    again(None, None)
