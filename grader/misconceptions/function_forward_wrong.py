"""`function-forward-wrong`: one's own function has other values than the given one."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "function-forward-wrong"


def find(evidence: Evidence) -> Finding | None:
    """On new inputs the values are off."""
    trial, name = evidence.trial, evidence.exercise.function
    if trial is None or name is None or trial.problem or trial.value_ok:
        return None
    return Finding(
        CODE,
        "The function's forward() is wrong",
        f"On new inputs the value of {name} is off by {trial.value_off:.2g} of the largest one.",
        evidence.source.last_return(name, "forward") or evidence.source.definition(name),
        "Which formula is given for the value?",
        {"off": trial.value_off},
    )
