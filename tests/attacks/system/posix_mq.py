"""makes a POSIX message queue for the next run to read"""

import os


def attack():
    name = b"planted-by-attack"
    fd = syscall(240, name, os.O_CREAT | os.O_RDWR, 0o600, None)
    reached(f"message queue {fd}")
    syscall(241, name)
