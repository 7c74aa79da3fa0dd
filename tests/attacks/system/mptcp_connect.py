"""connects by multipath TCP, which is another protocol to Landlock"""

import socket


def attack():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262) as sock:
        sock.settimeout(2)
        sock.connect(("127.0.0.1", TARGETS["tcp_port"]))
        reached("connected")
