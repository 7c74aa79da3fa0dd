"""gives a nameless file of its own folder a name in the user's folder"""

import os


def attack():
    path = os.path.join(TARGETS["outside"], "from_inside.txt")
    fd = os.open(".", os.O_TMPFILE | os.O_RDWR, 0o600)
    os.write(fd, b"planted")
    # With a folder given it is linkat, which follows the link of /proc.
    os.link(f"/proc/self/fd/{fd}", path, src_dir_fd=fd, follow_symlinks=True)
    if os.path.exists(path):
        reached("a file from inside is named outside")
