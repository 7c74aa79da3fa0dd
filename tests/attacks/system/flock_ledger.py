"""locks the ledger so that nobody else can write a grade"""

import fcntl
import os


def attack():
    fd = os.open(TARGETS["ledger"], os.O_RDONLY)
    reached("the ledger is open")
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    reached("the ledger is locked")
