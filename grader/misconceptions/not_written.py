"""`not-written`: the gap is still there."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "not-written"
HINT = "What should happen here? `README.md` of the exercise has the task."


def find(evidence: Evidence) -> Finding | None:
    """The loop raised NotImplementedError, or train() has no body."""
    end = evidence.end
    if evidence.source.is_empty("train") and not evidence.trace.events:
        return Finding(
            CODE,
            "This part is not written yet",
            "train() returned, and there is nothing in it.",
            evidence.source.definition("train"),
            HINT,
        )
    # PyTorch raises NotImplementedError as well, for operations that a dtype does not have.
    if end.kind != "raised" or end.type != "NotImplementedError" or not end.own:
        return None
    return Finding(
        CODE,
        "This part is not written yet",
        "The loop got to the place that still raises NotImplementedError.",
        evidence.end.line,
        HINT,
    )
