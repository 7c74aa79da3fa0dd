"""asks by socketpair for sockets of other families, whose modules the kernel loads for it"""

import ctypes
import errno

TIPC, KCM, NETLINK, XDP = 30, 41, 16, 44


def attack():
    pair = (ctypes.c_int * 2)()
    for family in (TIPC, KCM, NETLINK, XDP):
        try:
            syscall(53, family, 1, 0, pair)
        except OSError as error:
            if error.errno == errno.EPERM:
                continue
        reached(f"the kernel looked for family {family}")
