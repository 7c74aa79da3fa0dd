"""connects without connect, by sendto with MSG_FASTOPEN"""

import socket


def attack():
    with socket.socket() as sock:
        sock.sendto(b"attack", socket.MSG_FASTOPEN, ("127.0.0.1", TARGETS["tcp_port"]))
        if sock.getpeername():
            reached("connected")
