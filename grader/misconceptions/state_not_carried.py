"""`state-not-carried`: each chunk of a sequence starts from a fresh state."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "state-not-carried"


def find(evidence: Evidence) -> Finding | None:
    """Some wrong gradients are exactly those of a chunk without a past."""
    if not evidence.replay.alike.get("fresh-state", 0.0):
        return None
    wrong = int((~evidence.replay.gradient_ok).sum())
    return Finding(
        CODE,
        "Each chunk starts from a fresh state",
        f"At {wrong} steps the gradient is not that of a chunk with its past: the state that the "
        "chunk before left was not handed on.",
        evidence.source.rebinding(evidence.forward_line, evidence.batch_line)
        or evidence.forward_line,
        "Which state does the model get for the second chunk?",
        {"steps": wrong},
    )
