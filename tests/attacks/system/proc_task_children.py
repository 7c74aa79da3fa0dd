"""walks the tree of processes up from itself and down again to its siblings"""

import os
from pathlib import Path


def attack():
    pid = os.getppid()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    reached(f"children of the judge: {children}")
