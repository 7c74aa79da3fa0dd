"""opens sockets of families that hardly anybody has ever read the code of"""

import socket


def attack():
    # Anything but Unix: Bluetooth, CAN, TIPC, RDS, SMC, XDP, AppleTalk, X.25 and so on.
    for family in (*range(2, 16), *range(17, 38), *range(39, 46)):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
            try:
                socket.socket(family, kind, 0).close()
            except OSError:
                continue
            reached(f"a socket of family {family}, kind {kind}")
