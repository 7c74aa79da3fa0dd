"""`loss-not-scalar`: backward is asked of many numbers at once."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "loss-not-scalar"
MESSAGE = "grad can be implicitly created only for scalar outputs"


def find(evidence: Evidence) -> Finding | None:
    """PyTorch refused to start a backward from a tensor of more than one element."""
    if evidence.end.kind != "raised" or MESSAGE not in evidence.end.message:
        return None
    numel = evidence.backwards[-1].facts.get("numel", "many") if evidence.backwards else "many"
    return Finding(
        CODE,
        "backward() was called on more than one number",
        f"The tensor has {numel} elements. A gradient belongs to one number: the loss.",
        evidence.end.line,
        "Which single number should become smaller?",
    )
