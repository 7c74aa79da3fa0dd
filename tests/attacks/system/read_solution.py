"""reads the reference solution from the course folder"""

from pathlib import Path


def attack():
    reached(Path(TARGETS["solution"]).read_text()[:40])
