"""puts a pipe of its own in the place of every descriptor"""

import os


def during(parts):
    out, into = os.pipe()
    for fd in range(3, 256):
        if fd in (out, into):
            continue
        try:
            os.fstat(fd)
            os.dup2(into, fd)
        except OSError:
            pass
