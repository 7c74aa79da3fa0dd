"""The verdict contract as assertions, in the order in which they are reported.

Each check is a function that raises `Mismatch` or returns; its docstring's first line is the
sentence that the student reads. What depends on a failed check is skipped: one cause, one red line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.exercise import Exercise
from grader.verdict import CheckResult

if TYPE_CHECKING:
    from grader.evidence import Evidence  # it needs torch, and the names of the checks do not

CONTRACT_NAMES = (
    "runs",
    "function-correct",
    "gradients-non-none",
    "gradients-by-autograd",
    "parameters-change",
    "gradients-correct",
    "updates-correct",
    "within-budget",
    "given-unchanged",
)


class Mismatch(Exception):
    """A check that does not hold: what was expected, and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected = expected
        self.found = found


@dataclass(frozen=True)
class Check:
    """One assertion and the names of the checks that it makes no sense without."""

    name: str
    assertion: Callable[[Evidence], None]
    needs: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The sentence that the student reads."""
        return (self.assertion.__doc__ or self.name).splitlines()[0].rstrip(".")


def run_checks(checks: Iterable[Check], evidence: Evidence | None) -> tuple[CheckResult, ...]:
    """Answer every check; without evidence the first one fails and all others are skipped."""
    results: list[CheckResult] = []
    unmet: set[str] = set()
    for check in checks:
        missing = unmet.intersection(check.needs)
        if missing:
            unmet.add(check.name)
            first = next(c for c in check.needs if c in missing)
            results.append(CheckResult(check.name, "skipped", check.title, f'needs "{first}"'))
            continue
        result = _answer(check, evidence)
        if result.status != "passed":
            unmet.add(check.name)
        results.append(result)
    return tuple(results)


def _answer(check: Check, evidence: Evidence | None) -> CheckResult:
    if evidence is None:
        return CheckResult(check.name, "failed", check.title, "the run left nothing to judge")
    try:
        check.assertion(evidence)
    except Mismatch as found:
        return CheckResult(
            check.name, "failed", check.title, str(found), found.expected, found.found
        )
    return CheckResult(check.name, "passed", check.title)


def applies(name: str, exercise: Exercise) -> bool:
    """Whether the exercise asks for the check of that name."""
    if name == "function-correct":
        return exercise.function is not None
    return name != "gradients-by-autograd" or exercise.provenance == "autograd"


def names(exercise: Exercise) -> tuple[str, ...]:
    """The names of the checks that `for_exercise` gives, without importing torch."""
    contract = [name for name in CONTRACT_NAMES if applies(name, exercise)]
    return (*contract, *(limit.metric for limit in exercise.limits))
