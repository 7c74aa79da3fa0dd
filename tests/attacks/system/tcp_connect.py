"""connects to a server on this machine"""

import socket


def attack():
    with socket.create_connection(("127.0.0.1", TARGETS["tcp_port"]), 2) as sock:
        reached("connected")
        sock.sendall(b"attack")
