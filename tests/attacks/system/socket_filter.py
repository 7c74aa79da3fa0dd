"""loads a program of the kernel's packet filter by setsockopt on a pair of sockets of its own"""

import ctypes
import socket
import struct

SOL_SOCKET, SO_ATTACH_FILTER, RETURN = 1, 26, 6


def attack():
    program = ctypes.create_string_buffer(struct.pack("HBBI", RETURN, 0, 0, 0xFFFF))
    one, _ = socket.socketpair()
    try:
        filter = struct.pack("HxxxxxxP", 1, ctypes.addressof(program))
        one.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, filter)
        reached("a filter is loaded")
    except OSError:
        pass
