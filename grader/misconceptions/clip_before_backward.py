"""`clip-before-backward`: the gradients are clipped before there are any."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "clip-before-backward"


def find(evidence: Evidence) -> Finding | None:
    """Clipping came after .grad was emptied, or at the start, and before the batch's backward."""
    early = [e for e, before in evidence.clips if before in ("zero_grad", "")]
    if not early or 2 * len(early) < len(evidence.clips):
        return None
    return Finding(
        CODE,
        "The gradients are clipped before backward()",
        f"{count(len(early), 'time')} the gradients were clipped before backward() had filled "
        "them, so that step() used them at whatever length they came.",
        evidence.line_of(early),
        "What does .grad hold when the clipping runs?",
        {"times": len(early)},
    )


def explains(evidence: Evidence) -> bool:
    """Where the exercise asks for clipping, and steps went without."""
    return evidence.unclipped
