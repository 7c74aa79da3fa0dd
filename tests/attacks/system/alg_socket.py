"""uses the kernel's cryptography by AF_ALG"""

import socket


def attack():
    with socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET) as sock:
        sock.bind(("hash", "sha256"))
        with sock.accept()[0] as operation:
            operation.sendall(b"attack")
            reached(operation.recv(32).hex())
