"""The overview as whole processes: what a bare interpreter takes of it, and what is ours.

    python benchmarks/overview.py [--runs 20] [--course DIR]

The commands run in turn, so that a machine whose speed drifts drifts for all of them. The project's
target for the median of `grade` is at most 0.2 seconds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = 0.2
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "grade --version": [sys.executable, "-m", "grader", "--version"],
    "grade": [sys.executable, "-m", "grader"],
    "grade --format json": [sys.executable, "-m", "grader", "--format", "json"],
}


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall seconds of one run, which must succeed."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def row(name: str, values: Sequence[float], bare: float) -> str:
    """One line of the table; the last column is what a bare interpreter does not take."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{name:<22} {low:8.3f} {middle:8.3f} {high:8.3f} {middle - bare:10.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--course", type=Path, default=ROOT)
    asked = parser.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(asked.runs + 1):
        for name, command in COMMANDS.items():
            wall = seconds(command, asked.course)
            if turn:  # the first turn warms the disk cache
                taken[name].append(wall)
    bare = statistics.median(taken["python -c pass"])
    print(f"{f'{asked.runs} turns, seconds':<22}      min   median      max  over bare")
    for name, values in taken.items():
        print(row(name, values, bare))
    print(f"target: median of `grade` at most {TARGET}")


if __name__ == "__main__":
    main()
