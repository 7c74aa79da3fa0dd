"""makes a file in its folder immutable, so that even root can't remove it simply"""

import fcntl
import os
import struct


def attack():
    fd = os.open("eternal", os.O_CREAT | os.O_RDWR, 0o600)
    before = struct.unpack("l", fcntl.ioctl(fd, 0x80086601, b"\0" * 8))[0]
    for flag in (0x10, 0x20):
        try:
            fcntl.ioctl(fd, 0x40086602, struct.pack("l", before | flag))
        except OSError:
            continue
        if struct.unpack("l", fcntl.ioctl(fd, 0x80086601, b"\0" * 8))[0] & flag:
            reached(f"flag {flag:#x} is set")
            fcntl.ioctl(fd, 0x40086602, struct.pack("l", before))
