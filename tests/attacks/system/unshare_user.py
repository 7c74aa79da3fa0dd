"""makes a user namespace, in which it is root"""

import os


def attack():
    syscall(272, 0x10000000)
    reached(f"a user namespace, {os.readlink('/proc/self/ns/user')}")
