"""makes a nameless file in the user's folder and gives it a name by linkat"""

import os


def attack():
    path = os.path.join(TARGETS["outside"], "named.txt")
    fd = os.open(TARGETS["outside"], os.O_TMPFILE | os.O_RDWR, 0o600)
    reached("a nameless file outside")
    # With a folder given it is linkat, which follows the link of /proc.
    os.link(f"/proc/self/fd/{fd}", path, src_dir_fd=fd, follow_symlinks=True)
    if os.path.exists(path):
        reached("it has a name")
