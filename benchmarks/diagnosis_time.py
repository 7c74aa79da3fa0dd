"""The diagnosis's cost: what it adds to the time of a graded run that fails.

    python benchmarks/diagnosis_time.py [--runs 5] [loop ...]

Each loop is run in a child and judged with the diagnosis and without it, interleaved, ratio pair by
pair. Without it, the verdict still has every check and metric, and no name for what is wrong. By
default the stubs of the course are taken, but for those that need torchvision, and some loops whose
gradient fits no simple name, which are the dearest. The project's target is at most 1.2.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

os.environ["OMP_NUM_THREADS"] = "1"

import torch

from grader import diagnose
from grader.course import Course
from grader.exercise import load
from grader.gradients import Gradients
from grader.judge import Attempt, judge
from grader.verdict import Diagnosis

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(ROOT)
TARGET = 1.2


def exercise_of(path: Path) -> str:
    """The exercise whose folder the loop lies in."""
    return next(part for part in path.parts if part.startswith("exercise-"))


def loops() -> Iterator[Path]:
    """What is measured by default."""
    for name in COURSE.names():
        if not load(COURSE.folder(name)).needs:
            yield COURSE.folder(name) / "train.py"
            yield from sorted((ROOT / "tests" / "wrong" / name / "gradient-wrong").glob("*.py"))[:1]


@contextlib.contextmanager
def without_diagnosis() -> Iterator[None]:
    """Inside the block nothing looks for causes: no hypotheses, no weights, no findings."""
    nothing = Diagnosis("none", "", "")
    with (
        mock.patch.object(diagnose, "diagnose", lambda *given: nothing),
        mock.patch.object(diagnose, "remarks", lambda *given: ()),
        mock.patch.object(diagnose, "timeline", lambda *given: None),
        mock.patch.object(Gradients, "alike", lambda *given: {}),
        mock.patch.object(Gradients, "weights", lambda *given: {}),
        mock.patch.object(Gradients, "reach", lambda *given: {}),
        mock.patch("grader.replay.forgetful", lambda *given: 0.0),
    ):
        yield


def seconds(path: Path) -> float:
    """Of one graded run, from the child's start to the verdict."""
    attempt = Attempt(path.name, path.read_bytes())
    started = time.perf_counter()
    verdict, _ = judge(load(COURSE.folder(exercise_of(path))), attempt)
    assert verdict.status == "failed", path
    return time.perf_counter() - started


def pair(path: Path) -> tuple[float, float]:
    """Seconds with the diagnosis, and without."""
    full = seconds(path)
    with without_diagnosis():
        return full, seconds(path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("loop", nargs="*", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    medians = []
    print(f"{'loop':<48} with      without   ratio")
    for path in options.loop or loops():
        pair(path)
        pairs = [pair(path) for _ in range(options.runs)]
        full, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        medians.append(ratio)
        name = f"{exercise_of(path)}/{path.parent.name}/{path.stem}"
        print(f"{name[-48:]:<48} {full:7.3f} s {bare:7.3f} s {ratio:7.3f}", flush=True)
    print(f"median {statistics.median(medians):.3f}, most {max(medians):.3f} (target {TARGET})")


if __name__ == "__main__":
    main()
