"""`update-not-in-place`: a new tensor is computed, and the parameter stays as it was."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "update-not-in-place"


def find(evidence: Evidence) -> Finding | None:
    """Gradients reached the parameters, nothing moved, and a name was bound to an update."""
    if evidence.end.kind != "returned" or not evidence.idle or not evidence.reaching:
        return None
    if any(e.facts.get("held") for e in evidence.own_steps) or _moved(evidence):
        return None
    line = evidence.source.update_not_in_place()
    if line is None:
        return None
    return Finding(
        CODE,
        "The update makes a new tensor and leaves the parameter alone",
        f"backward() reached the parameters {len(evidence.reaching)} times, and at the end each of "
        "them has the values that it began with: the result was bound to a name, not written into "
        "the parameter.",
        line,
        "After this line, which tensor does the model hold: the old one or the new one?",
        {"backwards": len(evidence.reaching)},
    )


def _moved(evidence: Evidence) -> bool:
    """Whether anything moved that an optimizer which never stepped should move."""
    own = 0
    for name in evidence.idle:
        own |= evidence.bits(name)
    return any(moves and own >> i & 1 for i, moves in enumerate(evidence.moved.values()))
