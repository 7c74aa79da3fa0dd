"""The checks of one exercise: the contract, and a bound for each metric."""

from __future__ import annotations

from collections.abc import Iterable

from grader.checks import Check
from grader.checks.contract import CONTRACT
from grader.checks.metrics import metric_check
from grader.verdict import Limit


def for_limits(limits: Iterable[Limit]) -> tuple[Check, ...]:
    """The contract of an ordinary loop, with one more check for each metric's bound."""
    return (*CONTRACT, *(metric_check(limit, CONTRACT) for limit in limits))
