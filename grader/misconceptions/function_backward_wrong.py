"""`function-backward-wrong`: backward() of one's own function is not its gradient."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "function-backward-wrong"


def find(evidence: Evidence) -> Finding | None:
    """On new inputs the function is right and its gradient is not, or it can't be had."""
    trial, name = evidence.trial, evidence.exercise.function
    if trial is None or name is None or (not trial.problem and trial.gradient_ok):
        return None
    return Finding(
        CODE,
        "The function's backward() is wrong",
        f"{name} can't be used: {trial.problem}."
        if trial.problem
        else f"On new inputs the gradient of {name} is off by {trial.gradient_off:.2g} of its "
        "largest value, each input with a grad_output of its own.",
        evidence.source.last_return(name, "backward") or evidence.source.definition(name),
        "What is the derivative at x, and what does the chain rule multiply it with?",
        {"off": trial.gradient_off},
    )
