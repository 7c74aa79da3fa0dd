"""asks pivot_root with folders that are no mounts, so that only the right is tried"""

import errno


def attack():
    try:
        syscall(155, b"/no/such/folder", b"/no/such/folder")
    except OSError as error:
        # Without the right it is EPERM, before the folders are looked at.
        if error.errno == errno.ENOENT:
            reached("pivot_root is allowed")
