"""`threshold-missed`: a right loop whose result is not good enough."""

from __future__ import annotations

from math import nan

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "threshold-missed"


def find(evidence: Evidence) -> Finding | None:
    """A metric of the final parameters is on the wrong side of its bound."""
    measured = {t: evidence.replay.metrics.get(t.metric, nan) for t in evidence.exercise.limits}
    missed = {limit: value for limit, value in measured.items() if not limit.holds(value)}
    if not missed:
        return None
    told = "; ".join(f"{t.metric} {v:.3g}, not {t.side} {t.value:g}" for t, v in missed.items())
    return Finding(
        CODE,
        "The result misses the threshold",
        f"The final parameters have {told}.",
        evidence.batch_line,
        "Does the loss fall from epoch to epoch?",
    )
