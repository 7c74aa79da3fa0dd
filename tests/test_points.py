"""What a verdict is worth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import packaged_course
from grader.errors import CourseError
from grader.exercise import load
from grader.points import points
from grader.verdict import CheckResult, Verdict

EXERCISE = load(packaged_course().folder("exercise-01"))
HALF = (CheckResult("runs", "passed", ""), CheckResult("loss", "failed", ""))


@pytest.mark.parametrize(("status", "worth"), [("passed", 10.0), ("failed", 0.0), ("error", None)])
def test_a_verdict_is_worth_all_or_nothing(status: str, worth: float | None) -> None:
    """A pass earns all points and a failure none; the grader's own failure is no grade at all."""
    verdict = Verdict("exercise-01", "train.py", status, checks=HALF)  # type: ignore[arg-type]
    assert points(EXERCISE, verdict) == worth


def test_weights_let_a_failure_earn_something() -> None:
    """With weights, each check that passed earns its part of the points."""
    weighed = replace(EXERCISE, points=8.0, weights={"runs": 1, "loss": 3})
    assert points(weighed, Verdict("exercise-01", "train.py", "failed", checks=HALF)) == 2.0
    assert points(weighed, Verdict("exercise-01", "train.py", "passed", checks=HALF)) == 8.0


@pytest.mark.parametrize("line", ["points = -1", 'points = "ten"', "points = true"])
def test_points_are_a_number(tmp_path: Path, line: str) -> None:
    """An exercise that is worth no number of points is the author's fault, and says so."""
    folder = tmp_path / "exercise-01"
    folder.mkdir()
    text = (EXERCISE.folder / "exercise.toml").read_text(encoding="utf-8")
    (folder / "exercise.toml").write_text(f"{line}\n{text}", encoding="utf-8")
    with pytest.raises(CourseError, match="points"):
        load(folder)
