"""`gradient-by-hand`: .grad is filled by a formula of one's own, where autograd should do it."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "gradient-by-hand"


def find(evidence: Evidence) -> Finding | None:
    """Steps had gradients that no call of autograd made."""
    if evidence.exercise.provenance != "autograd":
        return _wrong(evidence)
    if not evidence.by_hand:
        return None
    called = len(evidence.reaching)
    seen = f"At {count(len(evidence.by_hand), 'step')} .grad held values that autograd did not make"
    seen += f", although backward() ran {called} times." if called else "."
    return Finding(
        CODE,
        "The gradients are computed by hand",
        f"{seen} A formula of one's own has to be right for each layer, and derived anew whenever "
        "the model changes.",
        evidence.source.gradient_by_hand() or evidence.source.assignment_to("grad"),
        "Which object knows how the loss was computed, and can go back that way?",
        {"steps": len(evidence.by_hand)},
    )


def _wrong(evidence: Evidence) -> Finding | None:
    """Where a formula would do: autograd was never called, and the formula is not right."""
    wrong = int((~evidence.replay.gradient_ok).sum())
    if evidence.backwards or not wrong or evidence.source.mention("func", "jacrev", "vjp"):
        return None
    if not evidence.has_gradient.all() or not evidence.replay.used.any():
        return None
    return Finding(
        CODE,
        "The gradients are computed by hand, and not right",
        f"autograd was never called, and at {count(wrong, 'step')} what stood in .grad is not the "
        "gradient of this batch's loss.",
        evidence.source.gradient_by_hand() or evidence.source.assignment_to("grad"),
        "Which object knows how the loss was computed, and can go back that way?",
        {"steps": wrong},
    )
