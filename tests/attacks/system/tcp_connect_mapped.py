"""connects by an IPv6 socket to the mapped IPv4 address"""

import socket


def attack():
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
        sock.settimeout(2)
        sock.connect(("::ffff:127.0.0.1", TARGETS["tcp_port"]))
        reached("connected")
