"""makes nodes of memory and of disks in its own folder"""

import os
import stat


def attack():
    for kind, numbers in ((stat.S_IFCHR, (1, 1)), (stat.S_IFBLK, (254, 0)), (stat.S_IFBLK, (8, 0))):
        try:
            os.mknod("node", kind | 0o600, os.makedev(*numbers))
        except OSError:
            continue
        mode = os.lstat("node").st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            reached(f"a device node {numbers}")
        os.unlink("node")
