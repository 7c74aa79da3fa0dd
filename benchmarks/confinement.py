"""What confinement adds to a run, and to the training in it: with and without, in turn.

    python benchmarks/confinement.py [--runs 40]

Two warm engines grade exercise-01's solution one after the other, so that a machine whose speed
drifts drifts for both. The training's own time is taken inside of the run, around train(). The
project's target is at most 25 ms for a run, and nothing measurable for the training.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from grader.confine import WITHOUT
from grader.engine import Engine
from grader.pipeline import Task, find_task, read_attempt, run_task

TARGET = 0.025
# The parts of an attempt that time themselves.
TIMED = """
import time as _time
_train = train
def train(*parts, **more):
    _begun = _time.perf_counter()
    _train(*parts, **more)
    print("TRAINED", _time.perf_counter() - _begun)
"""


def measured(task: Task, source: bytes, engine: Engine) -> tuple[float, float]:
    """Wall seconds of one run, and of the training in it."""
    begun = time.perf_counter()
    verdict = run_task(task, engine, source)
    wall = time.perf_counter() - begun
    trained = re.search(r"TRAINED (\S+)", verdict.output)
    if not verdict.passed or trained is None:
        raise SystemExit(f"the solution did not pass: {verdict.diagnosis}")
    return wall, float(trained[1])


def row(name: str, values: Sequence[float]) -> str:
    """One line of the table, in milliseconds."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{name:<28} {1000 * low:8.1f} {1000 * middle:8.1f} {1000 * high:8.1f}  ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=40)
    runs = parser.parse_args().runs
    task = find_task("exercise-01", solution=True, start=Path(__file__).resolve().parent.parent)
    source = read_attempt(task.file) + TIMED.encode()
    task = replace(task, file=Path("train.py"))
    taken: dict[str, list[tuple[float, float]]] = {}
    with ExitStack() as stack:
        engines = {}
        for name, without in (("confined", ""), ("without", "own user,Landlock,seccomp")):
            os.environ[WITHOUT] = without
            engines[name] = stack.enter_context(Engine(task.exercise.needs, warm=True))
            for _ in range(3):  # until everything is imported and rehearsed
                measured(task, source, engines[name])
        for _ in range(runs):
            for name, engine in engines.items():
                taken.setdefault(name, []).append(measured(task, source, engine))
    print(f"{f'{runs} pairs':<28}      min   median      max")
    for index, what in enumerate(("run", "training")):
        for name, values in taken.items():
            print(row(f"{what}, {name}", [pair[index] for pair in values]))
        pairs = zip(taken["confined"], taken["without"], strict=True)
        print(row(f"{what}, difference", [a[index] - b[index] for a, b in pairs]))
    print(f"target: a run's median difference at most {1000 * TARGET:g} ms")


if __name__ == "__main__":
    main()
