"""`detach-unused`: a tensor is detached, and the result is thrown away."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "detach-unused"


def find(evidence: Evidence) -> Finding | None:
    """A line calls detach() as a statement of its own."""
    line = evidence.source.dropped("detach")
    if line is None:
        return None
    return Finding(
        CODE,
        "A detach() without effect",
        "detach() gives a new tensor and leaves the one that it is called on as it is. Here nobody "
        "keeps the new one.",
        line,
        "What does .grad_fn of the tensor say after this line?",
    )
