"""A cold `grade exercise-01 --solution` against the bare training script, as whole processes.

    python benchmarks/cold_grade.py [--runs 10]

The two run in turn, so that a machine whose speed drifts drifts for both; the ratio is taken
pair by pair. The project's target for the median ratio is at most 1.25.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRADE = [sys.executable, "-m", "grader", "exercise-01", "--solution"]
BARE = [sys.executable, str(ROOT / "solutions" / "exercise-01" / "train.py")]
TARGET = 1.25


def seconds(command: Sequence[str], folder: Path, path: str | None = None) -> float:
    """Wall seconds of one run, which must succeed."""
    environment = None if path is None else {**os.environ, "PYTHONPATH": path}
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def row(name: str, values: Sequence[float], unit: str = "s") -> str:
    """One line of the table."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{name:<28} {low:8.3f} {middle:8.3f} {high:8.3f}  {unit}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    given = str(ROOT / "exercises" / "exercise-01")
    graded, bare = [], []
    for turn in range(runs + 1):
        a = seconds(GRADE, ROOT)
        b = seconds(BARE, ROOT, given)
        if turn:  # the first pair warms the disk cache
            graded.append(a)
            bare.append(b)
    print(f"{runs} pairs                          min   median      max")
    print(row("grade exercise-01 --solution", graded))
    print(row("python train.py", bare))
    ratios = [a / b for a, b in zip(graded, bare, strict=True)]
    print(row("ratio", ratios, f"(target: median at most {TARGET})"))


if __name__ == "__main__":
    main()
