"""tries for the right to reboot, with numbers that are refused in any case"""

import errno


def attack():
    for call in ((169, 0, 0, 0, None), (246, 0, 1 << 20, None, 0)):
        try:
            syscall(*call)
        except OSError as error:
            if error.errno == errno.EINVAL:
                reached(f"call {call[0]} is allowed")
