"""listens on a socket between virtual machines and their host"""

import socket


def attack():
    with socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM) as sock:
        sock.bind((socket.VMADDR_CID_ANY, socket.VMADDR_PORT_ANY))
        sock.listen()
        reached(f"listens on {sock.getsockname()}")
