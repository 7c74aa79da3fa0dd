"""What a grading computes, all processes together, against the bare training in one process.

    python benchmarks/class_cpu.py [--rounds 6] [--gradings 10]

A warm engine grades exercise-01's solution, at one and at two at once, in turn with bare trainings,
so that a machine whose speed drifts drifts for all. User and system time of the zygote and all that
it forked; wall time depends on what else the machine does. The project's target for the ratio, with
every layer of confinement on, is at most 1.6 at two at once.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import torch

from grader import given, processes
from grader.engine import Engine
from grader.pipeline import Task, find_task, read_attempt, run_task

TARGET = 1.6
# How long the engine is left alone until it is as warm as it gets, in seconds.
SETTLING = 2.0


def bare(task: Task, source: bytes) -> float:
    """CPU seconds of one training without a grader."""
    folder = task.exercise.folder
    parts = given.load((folder / "given.py").read_bytes(), task.exercise.seed)
    namespace: dict[str, object] = {"__name__": "train"}
    exec(compile(source, "train.py", "exec"), namespace)
    train = namespace["train"]
    assert callable(train)
    with contextlib.redirect_stdout(io.StringIO()):
        started = time.process_time()
        train(**parts.arguments)
        return time.process_time() - started


def spent(zygote: int) -> float:
    """CPU seconds of the zygote, of what it forked, and of what that forked."""
    ticks = 0
    for pid in (zygote, *processes.below(zygote)):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
            ticks += sum(map(int, fields.split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def gradings(engine: Engine, task: Task, source: bytes, count: int, at_once: int) -> float:
    """CPU seconds of each of so many gradings."""
    assert engine.zygote is not None, "this system has no fork that is safe"
    before = spent(engine.zygote.pid)
    with ThreadPoolExecutor(at_once) as pool:
        verdicts = list(pool.map(lambda _: run_task(task, engine, source), range(count)))
    if not all(verdict.passed for verdict in verdicts):
        raise SystemExit("the solution did not pass")
    time.sleep(0.3)  # until the last processes are gone and counted
    return (spent(engine.zygote.pid) - before) / count


def row(name: str, values: list[float], unit: str) -> str:
    """One line of the table."""
    return (
        f"{name:<24} {min(values):8.2f} {statistics.median(values):8.2f} {max(values):8.2f}  {unit}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--gradings", type=int, default=10)
    options = parser.parse_args()
    torch.set_num_threads(1)
    task = find_task("exercise-01", solution=True, start=Path(__file__).resolve().parent.parent)
    source = read_attempt(task.file)
    trainings: list[float] = []
    found: dict[int, list[float]] = {1: [], 2: []}
    with Engine(task.exercise.needs, warm=True) as engine:
        gradings(engine, task, source, 6, 2)
        time.sleep(SETTLING)
        for _ in range(options.rounds):
            trainings.append(statistics.median(bare(task, source) for _ in range(5)))
            for at_once, taken in found.items():
                taken.append(gradings(engine, task, source, options.gradings, at_once))
    print(f"{f'{options.rounds} rounds':<24}      min   median      max")
    print(row("bare training", [1000 * t for t in trainings], "ms"))
    for at_once, taken in found.items():
        print(row(f"a grading, {at_once} at once", [1000 * t for t in taken], "ms"))
        ratios = [a / b for a, b in zip(taken, trainings, strict=True)]
        print(row("  ratio", ratios, f"(target: median at most {TARGET})"))


if __name__ == "__main__":
    main()
