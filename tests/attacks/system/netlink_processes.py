"""listens to the births and deaths of all processes by netlink's connector"""

import os
import socket
import struct


def attack():
    with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, 11) as sock:
        sock.settimeout(2)
        sock.bind((0, 1))
        body = struct.pack("IIIIHHI", 1, 1, 0, 0, 4, 0, 1)
        sock.send(struct.pack("IHHII", 16 + len(body), 3, 0, 0, os.getpid()) + body)
        reached(f"{len(sock.recv(4096))} bytes about processes")
