"""`not-frozen`: parameters that should stay as they are get gradients."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "not-frozen"
MEANT = (
    "requires_grad_",
    "requires_grad",
    "require_grad",
    "require_grad_",
    "eval",
    "freeze",
    "detach",
)


def find(evidence: Evidence) -> Finding | None:
    """Frozen parameters had a gradient at a step, or moved."""
    moved = [n for n, moves in evidence.moved.items() if moves and evidence.exercise.is_frozen(n)]
    named = evidence.thawed or tuple(moved)
    if not named:
        return None
    what = "had a gradient when step() ran" if evidence.thawed else "changed"
    return Finding(
        CODE,
        "Frozen parameters learn, too",
        f"{', '.join(named)}: {what}"
        + (f", and {len(moved)} of them moved." if evidence.thawed and moved else "."),
        evidence.source.thawing()
        or evidence.source.mention(*MEANT)
        or evidence.source.zeroing_by_hand()
        or evidence.line_of(evidence.reaching),
        "What does .grad of the first of them say just before step()? It should be None.",
        {"parameters": len(named)},
    )
