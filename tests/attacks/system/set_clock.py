"""tries for the right to set the clock, with a time zone that is refused in any case"""

import errno
import struct


def attack():
    try:
        syscall(164, None, struct.pack("ii", 9999, 0))
    except OSError as error:
        # Without the right it is EPERM, before the values are looked at.
        if error.errno == errno.EINVAL:
            reached("the clock may be set")
