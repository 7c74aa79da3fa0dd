"""What a verdict is worth: all or nothing, unless the exercise gives its checks weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.exercise import Exercise
from grader.verdict import Verdict


@dataclass(frozen=True)
class Graded:
    """A verdict with what it is worth: `points` of `most`, None where the grader itself failed.

    `weights` is what each check is worth by itself, in points, where the exercise says so.
    """

    verdict: Verdict
    points: float | None
    most: float
    weights: Mapping[str, float] = field(default_factory=dict, hash=False)


def graded(exercise: Exercise, verdict: Verdict) -> Graded:
    """The verdict with its points."""
    whole = sum(exercise.weights.values())
    weights = {c: round(exercise.points * w / whole, 2) for c, w in exercise.weights.items() if w}
    return Graded(verdict, points(exercise, verdict), exercise.points, weights)


def points(exercise: Exercise, verdict: Verdict) -> float | None:
    """The points of a verdict, of `exercise.points`; None where the grader itself failed.

    With weights, the checks that passed earn theirs, even where others failed.
    """
    if verdict.status == "error":
        return None
    if verdict.status == "passed":
        return exercise.points
    whole = sum(exercise.weights.values())
    earned = sum(exercise.weights.get(c.name, 0.0) for c in verdict.checks if c.status == "passed")
    return round(exercise.points * earned / whole, 2) if whole else 0.0
