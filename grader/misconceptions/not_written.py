"""`not-written`: the gap is still there."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "not-written"


def find(evidence: Evidence) -> Finding | None:
    """The loop raised NotImplementedError."""
    if evidence.end.kind != "raised" or evidence.end.type != "NotImplementedError":
        return None
    return Finding(
        CODE,
        "This part is not written yet",
        "The loop got to the place that still raises NotImplementedError.",
        evidence.end.line,
        "What should happen here? `README.md` of the exercise has the task.",
    )
