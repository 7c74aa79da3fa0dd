"""`update-by-hand`: parameters are changed without the optimizer's step."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "update-by-hand"


def find(evidence: Evidence) -> Finding | None:
    """No optimizer stepped, gradients were computed, and the parameters moved all the same."""
    if evidence.steps or evidence.own_steps or evidence.end.kind != "returned":
        return None
    moves = [e for e in evidence.trace.events if e.kind == "moved"]
    if not evidence.moved_without_step or not (evidence.reaching and moves):
        return None
    return Finding(
        CODE,
        "The update was made by hand",
        f"The parameters changed in {len(moves) + 1} places without any optimizer.step(). "
        "Valid elsewhere; here the step is part of the task.",
        evidence.source.parameter_update(),
        "Which object was given to you to move the parameters?",
    )
