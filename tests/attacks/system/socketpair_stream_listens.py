"""turns what socketpair may give into a listening abstract socket"""

import os
import socket


def attack():
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(f"\0planted-by-attack-{os.getpid()}")
        sock.listen()
        reached(f"listens on {sock.getsockname()}")
