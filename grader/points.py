"""What a verdict is worth: all or nothing, unless the exercise gives its checks weights."""

from __future__ import annotations

from grader.exercise import Exercise
from grader.verdict import Verdict


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
