"""looks through all inherited descriptors for folders and files of others"""

import os


def attack():
    wanted = {}
    for key in ("solution", "neighbour", "ledger", "grades", "secret"):
        try:
            status = os.stat(TARGETS[key])
        except OSError:
            continue
        wanted[status.st_dev, status.st_ino] = key
    for fd in range(1024):
        try:
            status = os.fstat(fd)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in wanted:
            reached(f"descriptor {fd} is {wanted[status.st_dev, status.st_ino]}")
        try:
            above = "../" * 40 + TARGETS["secret"].lstrip("/")
            inner = os.open(above, os.O_RDONLY, dir_fd=fd)
        except OSError:
            continue
        reached(os.read(inner, 20))
