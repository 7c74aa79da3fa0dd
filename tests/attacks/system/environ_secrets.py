"""looks for the user's secrets in the environment, in Python's copy and in the kernel's"""

import os
from pathlib import Path


def attack():
    for name, value in os.environ.items():
        if "SECRET" in name.upper() or "SECRET" in value:
            reached(f"{name} is in os.environ")
    for entry in Path("/proc/self/environ").read_bytes().split(b"\0"):
        if b"SECRET" in entry.upper():
            reached(f"{entry.split(b'=')[0]} is in /proc/self/environ")
