"""reserves 300 MB of disk at once, without writing, by fallocate and by an ioctl that does the same"""

import fcntl
import os
import struct

LENGTH = 300 << 20
KEEP_SIZE, FS_IOC_RESVSP = 1, 0x40305828


def by_call(fd):
    syscall(285, fd, KEEP_SIZE, 0, LENGTH)


def by_ioctl(fd):
    fcntl.ioctl(fd, FS_IOC_RESVSP, struct.pack("hhiqqiI16x", 0, 0, 0, 0, LENGTH, 0, 0))


def attack():
    for claim in (by_call, by_ioctl):
        fd = os.open("claimed", os.O_RDWR | os.O_CREAT)
        try:
            claim(fd)
        except OSError:
            continue
        finally:
            taken = os.fstat(fd).st_blocks * 512
            os.close(fd)
            os.unlink("claimed")
        if taken > 32 << 20:
            reached(f"{taken >> 20} MB in one file by {claim.__name__}")
