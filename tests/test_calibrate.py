"""Margins: how far a value is on the good side of a threshold, and what that says."""

from __future__ import annotations

import pytest
from conftest import COURSE
from rich.console import Console

from grader.calibrate import Calibration, Runs, margin
from grader.exercise import load
from grader.limit import Limit
from grader.render import calibration
from grader.verdict import CheckResult, Diagnosis, Verdict

LOSS, ACCURACY = Limit("loss", "below", 0.5), Limit("accuracy", "above", 0.8)


@pytest.mark.parametrize(
    ("limit", "value", "share"),
    [
        (LOSS, 0.4, 0.2),
        (LOSS, 0.5, 0.0),
        (LOSS, 0.6, -0.2),
        (ACCURACY, 0.84, 0.2),
        (ACCURACY, 1.0, 1.0),
        (ACCURACY, 0.7, -0.5),
        (Limit("score", "above", 10.0), 12.0, 0.2),
    ],
)
def test_a_margin_is_a_share_of_the_threshold(limit: Limit, value: float, share: float) -> None:
    """Of an accuracy the errors are counted: 84 % is a fifth fewer than 80 % allow."""
    assert margin(limit, value) == pytest.approx(share)


def verdict(loss: float | None, passed: bool = True) -> Verdict:
    """A verdict with that loss, and full accuracy."""
    checks = (CheckResult("runs", "passed", ""), CheckResult("loss", "failed", ""))
    return Verdict(
        exercise="exercise-01",
        file="train.py",
        status="passed" if passed else "failed",
        checks=checks[: 1 if passed else 2],
        metrics={"loss": loss, "accuracy": 1.0},
        diagnosis=None if passed else Diagnosis("code", "", ""),
    )


def test_runs_tell_worst_best_and_how_many_meet() -> None:
    """A run that came to no end has no value, and meets nothing."""
    runs = Runs("loop", (verdict(0.1), verdict(0.45), verdict(0.7, False), verdict(None, False)))
    assert (runs.worst(LOSS), runs.best(LOSS)) == (0.7, 0.1)
    assert runs.meets((LOSS, ACCURACY)) == 2
    assert runs.passed == 2
    assert runs.caught_by == "loss"


@pytest.mark.parametrize(
    ("solution", "wrong", "said"),
    [
        ([0.1, 0.1, 0.1], False, "The least margin is 80% of the threshold. 1 of 1 wrong loops"),
        ([0.1, 0.45, 0.1], False, "The least margin is 10% of the threshold; 20% are wanted."),
        ([0.1, 0.1, 0.1], True, "Wrong loops pass: step-missing/forgotten."),
    ],
    ids=["well", "narrow", "leak"],
)
def test_one_sentence_judges_the_exercise(solution: list[float], wrong: bool, said: str) -> None:
    """The table ends in what an author should know first."""
    found = Calibration(
        exercise=load(COURSE.folder("exercise-01")),
        seeds=(9, 1, 2),
        solution=Runs("solution", tuple(map(verdict, solution))),
        stub=Runs("stub", (verdict(0.7, False),) * 3),
        wrong=(Runs("step-missing/forgotten", (verdict(0.2, wrong),) * 3),),
    )
    console = Console(width=100, record=True, quiet=True)
    with console.capture() as printed:
        console.quiet = False
        calibration.table(console, found)
    assert said in " ".join(printed.get().split())
