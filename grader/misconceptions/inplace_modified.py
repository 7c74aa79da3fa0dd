"""`inplace-modified`: a tensor that backward still needs was overwritten."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "inplace-modified"
MESSAGES = ("modified by an inplace operation", "in-place operation")


def find(evidence: Evidence) -> Finding | None:
    """PyTorch met a tensor in another version than the one that the forward pass saved."""
    if evidence.end.kind != "raised" or not any(m in evidence.end.message for m in MESSAGES):
        return None
    return Finding(
        CODE,
        "A tensor that backward() needs was changed in place",
        "Between the forward pass and backward(), something overwrote a tensor of the graph: "
        f"{evidence.end.message.splitlines()[0][:200]}",
        _place(evidence) or evidence.end.line,
        "What changes tensors between the forward pass and this line? A step() does, too.",
    )


def _place(evidence: Evidence) -> int | None:
    """The line that wrote: in the source between forward and backward, or a step between them."""
    if (line := evidence.source.written_before(evidence.end.line)) is not None:
        return line
    steps: list[Event] = []
    for event in evidence.iterations[-1].events if evidence.iterations else ():
        if event.kind == "forward":
            steps = []
        elif event.kind == "step":
            steps.append(event)
    return evidence.line_of(steps)
