"""The metrics' bounds, one check for each."""

from __future__ import annotations

from grader.checks import Check, Mismatch
from grader.evidence import Evidence
from grader.limit import Limit


def shown(limit: Limit, value: float) -> str:
    """A metric's value in the form in which its bound is told."""
    return f"{value:.1%}" if limit.metric.endswith("accuracy") else f"{value:.4g}"


def metric_check(limit: Limit, needs: tuple[Check, ...]) -> Check:
    """The check that the final parameters really meet `limit`."""

    def assertion(evidence: Evidence) -> None:
        measured = evidence.replay.metrics.get(limit.metric, float("nan"))
        if not limit.holds(measured):
            raise Mismatch(
                f"{limit.metric} {limit.side} {shown(limit, limit.value)}",
                shown(limit, measured),
            )

    assertion.__doc__ = f"Final {limit.metric} is {limit.side} {shown(limit, limit.value)}"
    return Check(limit.metric, assertion, tuple(c.name for c in needs))
