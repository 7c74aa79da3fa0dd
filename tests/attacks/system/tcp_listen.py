"""listens on a port, with and without bind, and connects to itself"""

import socket


def attack():
    with socket.socket() as sock:
        try:
            sock.bind(("127.0.0.1", 0))
        except OSError:
            pass
        sock.listen()
        reached(f"listens on {sock.getsockname()}")
