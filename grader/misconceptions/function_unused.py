"""`function-unused`: one's own function is right, and the model does without it."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "function-unused"


def find(evidence: Evidence) -> Finding | None:
    """No graph that went backward had a function of the student's own in it."""
    name = evidence.exercise.function
    if name is None or evidence.trial is None or evidence.uses_function or not evidence.reaching:
        return None
    return Finding(
        CODE,
        f"The model does not use {name}",
        f"backward() ran {len(evidence.reaching)} times, and {name}.backward() was never part of "
        "it: the model still has the activation that it was given.",
        evidence.source.definition("train"),
        "Which attribute of the model holds its activation, and who sets it?",
    )
