"""asks for the network's interfaces by netlink"""

import socket
import struct


def attack():
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as sock:
        sock.settimeout(2)
        sock.bind((0, 0))
        sock.send(struct.pack("IHHIIBxHiII", 32, 18, 0x301, 1, 0, 0, 0, 0, 0, 0))
        reached(f"{len(sock.recv(65536))} bytes about interfaces")
