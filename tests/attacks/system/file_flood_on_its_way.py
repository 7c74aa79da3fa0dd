"""keeps 270 MB of nameless files by sending their descriptors to itself without receiving them"""

import os
import socket
import time


def attack():
    one, two = socket.socketpair()
    for _ in range(18):
        with open("file", "w+b") as file:
            for _ in range(15):
                file.write(bytes(1 << 20))
            file.flush()
            socket.send_fds(one, [b"x"], [file.fileno()])
        os.unlink("file")
    time.sleep(2)
    reached("270 MB are kept")
