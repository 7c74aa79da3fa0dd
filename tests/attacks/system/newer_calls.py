"""makes system calls with numbers that the kernel may give away after the filter was written"""

import errno


def attack():
    for number in range(470, 512):
        try:
            syscall(number, -1, -1, -1, -1, -1, -1)
        except OSError as error:
            if error.errno == errno.ENOSYS:
                continue
        reached(f"the call {number}")
