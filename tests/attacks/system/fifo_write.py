"""writes into the user's named pipe"""

import os


def attack():
    fd = os.open(TARGETS["fifo"], os.O_RDWR | os.O_NONBLOCK)
    reached(f"{os.write(fd, b'attack')} bytes in the pipe")
