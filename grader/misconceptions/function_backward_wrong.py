"""`function-backward-wrong`: backward() of one's own function is not its gradient."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "function-backward-wrong"


def find(evidence: Evidence) -> Finding | None:
    """On new inputs the function is right and its gradient is not, or it can't be had."""
    trial, name = evidence.trial, evidence.exercise.function
    if name is not None and evidence.end.kind == "raised":
        return _raised(evidence, name)
    if trial is None or name is None or (not trial.problem and trial.gradient_ok):
        return None
    return Finding(
        CODE,
        "The function's gradient is wrong",
        f"{name} can't be used: {trial.problem}."
        if trial.problem
        else f"On new inputs the gradient of {name} is off by {trial.gradient_off:.2g} of its "
        "largest value, each input with a grad_output of its own. That is what backward() makes of "
        "what forward() saved.",
        _place(evidence, name),
        "What is the derivative at x, and what does the chain rule multiply it with?",
        {"off": trial.gradient_off},
    )


def _raised(evidence: Evidence, name: str) -> Finding | None:
    """PyTorch or the student's own line raised while the function's backward() ran."""
    end = evidence.end
    inside = bool(end.frames) and end.frames[-1].function == "backward"
    if not inside and f"{name}Backward" not in end.message:
        return None
    return Finding(
        CODE,
        "The function's backward() fails",
        f"{end.type}: {end.message.splitlines()[0][:200] if end.message else ''}",
        end.line if inside else _place(evidence, name),
        "What does backward() get, and what must it give back for each input?",
    )


def _place(evidence: Evidence, name: str) -> int | None:
    source = evidence.source
    return (
        source.last_return(name, "backward")
        or source.definition("backward")
        or source.definition(name)
    )
