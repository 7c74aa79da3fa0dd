"""`optimizer-replaced`: another optimizer than the given one makes the updates."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "optimizer-replaced"


def find(evidence: Evidence) -> Finding | None:
    """Only one optimizer of the student's own stepped."""
    holding = [e for e in evidence.own_steps if e.facts.get("held")]
    if not holding or not evidence.idle or len({e.number for e in holding}) > 1:
        return None
    name = str(evidence.own_steps[0].facts.get("optimizer", "another optimizer"))[:60]
    return Finding(
        CODE,
        "Another optimizer made the updates",
        f"{count(len(holding), 'update')} made by an optimizer of your own ({name}), none by the "
        "given one. Valid elsewhere, not what this exercise asks.",
        evidence.own_optimizer_line,
        "Which optimizer does train() get, and which one steps?",
    )
