"""asks whether programs that it starts may gain rights"""

import ctypes


def attack():
    if ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 0:
        reached("no_new_privs is off")
