"""connects to a Unix socket in the file system, as of a container engine"""

import socket


def attack():
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(2)
        sock.connect(TARGETS["unix_socket"])
        reached("connected")
