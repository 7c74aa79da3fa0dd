"""The checks of one exercise: the contract, and a bound for each metric."""

from __future__ import annotations

from grader.checks import Check, applies
from grader.checks.contract import CONTRACT
from grader.checks.metrics import metric_check
from grader.exercise import Exercise


def for_exercise(exercise: Exercise) -> tuple[Check, ...]:
    """What the exercise asks of the contract, with one more check for each metric's bound."""
    contract = tuple(check for check in CONTRACT if applies(check.name, exercise))
    return (*contract, *(metric_check(limit, contract) for limit in exercise.limits))
