"""makes a pair of datagram sockets, which a filter may allow, and sends elsewhere with one"""

import socket


def attack():
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with left, right:
        for address in (TARGETS["unix_socket"], "\0" + TARGETS["abstract_socket"]):
            try:
                left.sendto(b"attack", address)
            except ConnectionRefusedError:
                continue
            except OSError as error:
                # EPROTOTYPE: found and allowed, and only of another type than this socket.
                if error.errno == 91:
                    reached("only the type of the socket kept it back")
                continue
            reached("sent")
