"""`state-not-detached`: the state is handed on with the graph of all chunks before."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.misconceptions.double_backward import MESSAGE
from grader.misconceptions.inplace_modified import MESSAGES
from grader.verdict import Finding

CODE = "state-not-detached"


def find(evidence: Evidence) -> Finding | None:
    """A backward went on into a chunk before, whose graph is gone or whose weights have moved."""
    end = evidence.end
    if not evidence.exercise.carry or end.kind != "raised" or not evidence.steps:
        return None
    if not any(message in end.message for message in (MESSAGE, *MESSAGES)):
        return None
    last = evidence.backwards[-1] if evidence.backwards else None
    if last is not None and last.facts.get("beside") and evidence.source.call("detach", "detach_"):
        return None  # the state is cut, and what goes backward is more than the loss
    return Finding(
        CODE,
        "The state's graph was not cut",
        "backward() went through the state into the chunk before, whose graph is gone, or whose "
        "parameters have moved on since.",
        evidence.source.dropped("detach") or evidence.forward_line or end.line,
        "How does a tensor keep its values and lose its history?",
    )
