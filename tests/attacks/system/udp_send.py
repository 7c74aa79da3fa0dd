"""sends a datagram to a server on this machine"""

import socket


def attack():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        if sock.sendto(b"attack", ("127.0.0.1", TARGETS["udp_port"])) == 6:
            reached("a datagram is sent")
