"""`function-missing`: the function that the exercise asks for is not in the file."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "function-missing"


def find(evidence: Evidence) -> Finding | None:
    """There is no torch.autograd.Function of the name that is asked for."""
    trial, name = evidence.trial, evidence.exercise.function
    if trial is None or name is None or "not a class made from" not in trial.problem:
        return None
    return Finding(
        CODE,
        f"There is no function {name}",
        f"{trial.problem}.",
        evidence.source.definition(name)
        or evidence.source.binding_of(name)
        or evidence.source.subclass_of("Function")
        or evidence.source.definition("train"),
        f"Which class should {name} be made from, and what are its two methods?",
    )
