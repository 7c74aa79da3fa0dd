"""lists /, /home, /root and /tmp to find out who else is here"""

import os


def attack():
    for folder in ("/", "/home", "/root", "/tmp", "/var/tmp", "/dev/shm"):
        if os.path.realpath(folder) == os.path.realpath(os.getcwd()):
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        reached(f"{folder}: {len(names)} names")
