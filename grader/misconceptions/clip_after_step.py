"""`clip-after-step`: the gradients are clipped once nobody uses them any more."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "clip-after-step"


def find(evidence: Evidence) -> Finding | None:
    """Clipping came after the step that had used the gradients, and before the next backward."""
    late = [e for e, before in evidence.clips if before == "step"]
    if not late or 2 * len(late) < max(len(evidence.clips), len(evidence.steps)):
        return None
    return Finding(
        CODE,
        "The gradients are clipped after the step",
        f"{count(len(late), 'time')} the gradients were clipped when step() had used them as they "
        "were; the next backward() starts from new ones.",
        evidence.line_of(late),
        "Which call reads .grad, and has it run by then?",
        {"times": len(late)},
    )


def explains(evidence: Evidence) -> bool:
    """Where the exercise asks for clipping, and steps went without."""
    return evidence.unclipped
