"""passes the descriptor of its own folder to a server, with credentials of its choice"""

import os
import socket
import struct


def attack():
    fd = os.open(".", os.O_RDONLY)
    own = struct.pack("iii", os.getpid(), os.getuid(), os.getgid())
    for address in (TARGETS["unix_socket"], "\0" + TARGETS["abstract_socket"]):
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(2)
            try:
                sock.connect(address)
            except OSError:
                continue
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", fd))
            name = (socket.SOL_SOCKET, socket.SCM_CREDENTIALS, own)
            if sock.sendmsg([b"attack"], [rights, name]):
                reached("a descriptor is passed")
