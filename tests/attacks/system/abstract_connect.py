"""connects to an abstract Unix socket, as of a session bus"""

import socket


def attack():
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(2)
        sock.connect("\0" + TARGETS["abstract_socket"])
        reached("connected")
