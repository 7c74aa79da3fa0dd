"""opens a packet socket, which hears all traffic"""

import socket


def attack():
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)):
        reached("a packet socket")
