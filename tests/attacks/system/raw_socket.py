"""opens raw sockets and pings this machine"""

import socket


def attack():
    for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM):
        try:
            sock = socket.socket(socket.AF_INET, kind, socket.IPPROTO_ICMP)
        except OSError:
            continue
        with sock:
            reached(f"an ICMP socket of kind {kind}")
            sock.sendto(b"\x08\0\xf7\xfe\0\x01\0\0", ("127.0.0.1", 0))
