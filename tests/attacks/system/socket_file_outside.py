"""makes a socket file in the user's folder by bind"""

import os
import socket
import stat


def attack():
    path = os.path.join(TARGETS["outside"], "planted.sock")
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(path)
        if stat.S_ISSOCK(os.lstat(path).st_mode):
            reached("a socket file is planted")
