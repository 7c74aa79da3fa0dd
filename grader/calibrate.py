"""An exercise's margins, measured: right and wrong loops over many seeds against each threshold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import course_for, working_folder
from grader.engine import AT_ONCE, Engine
from grader.exercise import Exercise
from grader.limit import Limit
from grader.pipeline import find_task, run_task
from grader.verdict import Verdict


@dataclass(frozen=True)
class Runs:
    """One loop, graded once for each seed."""

    name: str
    verdicts: tuple[Verdict, ...]

    def values(self, limit: Limit) -> list[float]:
        """The metric of each run that came to its end."""
        found = (v.metrics.get(limit.metric) for v in self.verdicts)
        return [value for value in found if value is not None]

    def worst(self, limit: Limit) -> float | None:
        """The value farthest on the bad side."""
        return max(self.values(limit), key=lambda v: -margin(limit, v), default=None)

    def best(self, limit: Limit) -> float | None:
        """The value farthest on the good side."""
        return max(self.values(limit), key=lambda v: margin(limit, v), default=None)

    def meets(self, limits: Sequence[Limit]) -> int:
        """On how many seeds the metrics meet all thresholds."""
        return sum(
            all((m := v.metrics.get(t.metric)) is not None and t.holds(m) for t in limits)
            for v in self.verdicts
        )

    @property
    def passed(self) -> int:
        """On how many seeds the loop passed."""
        return sum(v.passed for v in self.verdicts)

    @property
    def caught_by(self) -> str:
        """The check that failed most often."""
        failed = ([c.name for c in v.checks if c.status == "failed"] for v in self.verdicts)
        reasons = [names[0] for names in failed if names]
        return max(sorted(set(reasons)), key=reasons.count, default="nothing")


@dataclass(frozen=True)
class Calibration:
    """What was measured: the first of `seeds` are the course's own."""

    exercise: Exercise
    seeds: tuple[int, ...]
    solution: Runs
    stub: Runs
    wrong: tuple[Runs, ...]

    @property
    def own(self) -> Runs:
        """The solution on the course's own seeds."""
        count = len(self.exercise.seeds)
        return replace(self.solution, verdicts=self.solution.verdicts[:count])


def margin(limit: Limit, value: float) -> float:
    """How far `value` is on the good side, as a share of the threshold; negative on the bad side.

    For a share, such as an accuracy, errors are counted: above 0.8 allows 0.2 of them.
    """
    if limit.side == "below":
        return (limit.value - value) / abs(limit.value)
    if limit.metric.endswith("accuracy"):
        return (value - limit.value) / (1 - limit.value)
    return (value - limit.value) / abs(limit.value)


def calibrate(target: str, seeds: int, loops: Path | None = None) -> Calibration:
    """Grade the solution, the stub and the wrong loops of `target` with `seeds` seeds.

    `loops` holds CODE/*.py; by default it is the course's own `tests/wrong/<exercise>`.
    """
    task = find_task(target, solution=True)
    exercise = task.exercise
    folder = loops or course_for(target, working_folder(), anywhere=True).root.joinpath(
        "tests", "wrong", exercise.name
    )
    more = (seed for seed in range(seeds) if seed not in exercise.seeds)
    tried = (*exercise.seeds, *more)[: max(seeds, len(exercise.seeds))]
    files = [task.file, exercise.train_file, *sorted(folder.glob("*/*.py"))]
    with Engine(exercise.needs) as engine, ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [replace(task, file=file, seed=seed) for file in files for seed in tried]
        verdicts = list(pool.map(lambda job: run_task(job, engine), jobs))
    by_file = [verdicts[n : n + len(tried)] for n in range(0, len(verdicts), len(tried))]
    solution, stub, *wrong = map(_runs, files, by_file)
    return Calibration(exercise, tried, solution, stub, tuple(wrong))


def _runs(file: Path, verdicts: Iterable[Verdict]) -> Runs:
    name = file.stem if file.stem != "train" else file.parent.parent.name
    return Runs(f"{file.parent.name}/{name}" if file.stem != "train" else name, tuple(verdicts))
