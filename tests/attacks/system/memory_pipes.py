"""keeps data in the buffers of as many pipes as it can open, which no limit counts as its own"""

import fcntl
import os


def during(parts):
    total, block = 0, b"x" * (1 << 20)
    for _ in range(2000):
        out, into = os.pipe()
        os.set_blocking(into, False)
        try:
            fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass
        total += os.write(into, block)
    if total >= 1 << 30:
        reached(f"{total >> 20} MB in pipes")
