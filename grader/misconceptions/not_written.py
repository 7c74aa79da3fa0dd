"""`not-written`: the gap is still there."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "not-written"


def find(evidence: Evidence) -> Finding | None:
    """The loop raised NotImplementedError."""
    end = evidence.end
    # PyTorch raises NotImplementedError as well, for operations that a dtype does not have.
    if end.kind != "raised" or end.type != "NotImplementedError" or not end.own:
        return None
    return Finding(
        CODE,
        "This part is not written yet",
        "The loop got to the place that still raises NotImplementedError.",
        evidence.end.line,
        "What should happen here? `README.md` of the exercise has the task.",
    )
