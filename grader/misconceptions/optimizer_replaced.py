"""`optimizer-replaced`: another optimizer than the given one makes the updates."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "optimizer-replaced"


def find(evidence: Evidence) -> Finding | None:
    """Only optimizers of the student's own stepped."""
    if not evidence.own_steps or evidence.steps:
        return None
    name = str(evidence.own_steps[0].facts.get("optimizer", "another optimizer"))[:60]
    return Finding(
        CODE,
        "Another optimizer made the updates",
        f"{len(evidence.own_steps)} updates were made by a {name} of your own, none by the given "
        "optimizer. Valid elsewhere, not what this exercise asks.",
        evidence.source.call(name) or evidence.line_of(evidence.own_steps),
        "Which optimizer does train() get, and which one steps?",
    )
