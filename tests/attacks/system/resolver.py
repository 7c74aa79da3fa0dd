"""asks the system's own resolver for a name that never leaves the machine"""

import socket


def attack():
    # The C library asks nscd and systemd by their sockets before it reads /etc/hosts.
    for path in ("/run/nscd/socket", "/run/systemd/resolve/io.systemd.Resolve"):
        with socket.socket(socket.AF_UNIX) as sock:
            try:
                sock.connect(path)
            except OSError:
                continue
            reached(f"connected with {path}")
