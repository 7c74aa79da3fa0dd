"""How long `grade all --solution` takes beside importing torch and training every solution bare.

    python benchmarks/all_solutions.py [RUNS]

The bare trainings run in one process that has torch imported, without any recording or judging.
The three are measured in turn within each run; what counts are the ratios.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
TARGET = 3.0
BARE = """
import contextlib, os, sys, time
import torch, torchvision
from pathlib import Path
from grader import given
from grader.course import Course
from grader.exercise import load

torch.set_num_threads(1)
course = Course(Path.cwd())
total = 0.0
for name in course.names():
    exercise = load(course.folder(name))
    file = exercise.folder / "given.py"
    parts = given.load(file.read_bytes(), exercise.seed, exercise.needs, file)
    names = {"__name__": "train"}
    exec(course.solution(name).read_text(), names)
    with contextlib.redirect_stdout(open(os.devnull, "w")):
        started = time.perf_counter()
        names["train"](**parts.arguments)
        total += time.perf_counter() - started
print(total)
"""


def seconds(*arguments: str) -> tuple[float, str]:
    """Wall time of `python …`, and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return time.perf_counter() - started, done.stdout


def main() -> None:
    """Print one row for each run, and the median ratio beside its target."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print("import s  training s  grade all s  ratio")
    ratios = []
    for _ in range(runs):
        imported, _ = seconds("-c", "import torch, torchvision")
        trained = float(seconds("-c", BARE)[1])
        graded, _ = seconds("-m", "grader", "all", "--solution")
        ratios.append(graded / (imported + trained))
        print(f"{imported:8.2f}  {trained:10.2f}  {graded:11.2f}  {ratios[-1]:5.2f}")
    print(f"median ratio {median(ratios):.2f}, target {TARGET}")


if __name__ == "__main__":
    main()
