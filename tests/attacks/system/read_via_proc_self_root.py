"""reads a neighbour's submission through /proc/self/root"""

from pathlib import Path


def attack():
    reached(Path("/proc/self/root" + TARGETS["neighbour"]).read_text()[:40])
