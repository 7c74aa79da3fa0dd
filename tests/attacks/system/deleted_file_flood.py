"""fills the disk with a file that has no name any more"""

import os


def during(parts):
    fd = os.open("gone", os.O_CREAT | os.O_RDWR, 0o600)
    os.unlink("gone")
    os.posix_fallocate(fd, 0, 2_000_000_000)
    if os.fstat(fd).st_blocks * 512 >= 2_000_000_000:
        reached("2 GB without a name")
