"""`threshold-missed`: a right loop whose result is not good enough."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "threshold-missed"


def find(evidence: Evidence) -> Finding | None:
    """A metric of the final parameters is on the wrong side of its bound."""
    metrics = evidence.replay.metrics
    missed = [t for t in evidence.exercise.limits if not t.holds(metrics.get(t.metric, float("nan")))]
    if not missed:
        return None
    told = "; ".join(f"{t.metric} {metrics.get(t.metric):.3g}, not {t.side} {t.value:g}" for t in missed)
    return Finding(
        CODE,
        "The result misses the threshold",
        f"The final parameters have {told}.",
        evidence.batch_line,
        "Does the loss fall from epoch to epoch?",
    )
