"""opens the secret with O_PATH, which needs no right, and opens it anew by its descriptor"""

import os


def attack():
    handle = os.open(TARGETS["secret"], os.O_PATH)
    fd = os.open(f"/proc/self/fd/{handle}", os.O_RDONLY)
    reached(os.read(fd, 20))
