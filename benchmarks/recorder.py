"""The recorder's cost: a recorded run of exercise-01's solution against a bare one, in one process.

    python benchmarks/recorder.py [--runs 30]

Interleaved, ratio pair by pair. The project's target for the median ratio is at most 1.5, with 1.3
as the aim.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import torch

from grader import given
from grader.child import STUDENT_FILE
from grader.exercise import load
from grader.judge import job_for
from grader.record import Recorder

ROOT = Path(__file__).resolve().parent.parent
TARGET = 1.5


def run(recorded: bool) -> tuple[float, int]:
    """Seconds of one training, and the events that were recorded."""
    exercise = load(ROOT / "exercises" / "exercise-01")
    parts = given.load((exercise.folder / "given.py").read_bytes(), exercise.seed)
    source = (ROOT / "solutions" / "exercise-01" / "train.py").read_text(encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "train"}
    exec(compile(source, STUDENT_FILE, "exec"), namespace)
    train = namespace["train"]
    assert callable(train)
    job = job_for(exercise, parts)
    recorder = Recorder(parts, STUDENT_FILE, job.max_steps, job.max_events)
    with contextlib.redirect_stdout(io.StringIO()):
        started = time.perf_counter()
        with recorder if recorded else contextlib.nullcontext():
            train(**parts.arguments)
        return time.perf_counter() - started, len(recorder.events)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    torch.set_num_threads(1)
    run(True)
    run(False)
    pairs = [(run(True), run(False)) for _ in range(runs)]
    recorded, bare = [a[0] for a, _ in pairs], [b[0] for _, b in pairs]
    print(f"{runs} pairs, {pairs[0][0][1]} events       min   median      max")
    for name, values in (("recorded", recorded), ("bare", bare)):
        low, middle, high = min(values), statistics.median(values), max(values)
        print(f"{name:<26} {low:8.4f} {middle:8.4f} {high:8.4f}  s")
    ratios = [a / b for a, b in zip(recorded, bare, strict=True)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    told = f"(target: median at most {TARGET})"
    print(f"{'ratio':<26} {low:8.3f} {middle:8.3f} {high:8.3f}  {told}")


if __name__ == "__main__":
    main()
