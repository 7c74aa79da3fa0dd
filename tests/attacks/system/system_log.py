"""connects with the system's log"""

import socket


def attack():
    for path in ("/dev/log", "/run/systemd/journal/socket", "/run/systemd/journal/stdout"):
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            with socket.socket(socket.AF_UNIX, kind) as sock:
                try:
                    sock.connect(path)
                except OSError:
                    continue
                reached(f"connected with {path}")
