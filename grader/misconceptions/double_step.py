"""`double-step`: one gradient is used for two updates."""

from __future__ import annotations

import numpy as np

from grader.evidence import BACKWARD, Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "double-step"


def find(evidence: Evidence) -> Finding | None:
    """Steps follow a step with the same gradient and no backward between."""
    again = []
    previous: dict[str, int] = {}
    for event in evidence.trace.events:
        if event.kind in BACKWARD:
            previous = {}
        elif event.kind == "step" and event.target is not None and event.number is not None:
            before = previous.get(event.target)
            if before is not None and _same_gradient(evidence, before, event.number):
                again.append(event)
            previous[event.target] = event.number
    if not again:
        return _new_gradients(evidence)
    first, second = evidence.trace.steps - len(again), len(again)
    return Finding(
        CODE,
        "The optimizer steps twice with one gradient",
        f"{second} of {first + second} steps used a gradient that had been used already.",
        evidence.line_of(again),
        "How many updates should one batch make?",
        {"steps": len(again)},
    )


def _same_gradient(evidence: Evidence, first: int, second: int) -> bool:
    gradients = evidence.replay.used
    if second >= len(gradients) or not gradients[second].any():
        return False
    return bool(np.array_equal(gradients[first], gradients[second]))


def _new_gradients(evidence: Evidence) -> Finding | None:
    """Most batches make several updates, each with a gradient of its own."""
    updates = [
        sum(e.target == name for e in i.kind("step"))
        for i in evidence.iterations
        for name in evidence.replay.held
    ]
    if evidence.replay.per_epoch < 2:
        return None
    several = [n for n in updates if n > 1]
    if not several or 2 * len(several) < len([n for n in updates if n]) or evidence.window > 1:
        return None
    seconds = [i.kind("step")[1] for i in evidence.iterations if len(i.kind("step")) > 1]
    line = evidence.line_of(seconds)
    firsts = evidence.line_of(i.kind("step")[0] for i in evidence.iterations if i.kind("step"))
    if line == firsts:
        line = evidence.source.loop_between(evidence.batch_line, line) or line
    return Finding(
        CODE,
        "One batch makes several updates",
        f"{count(len(several), 'batch')} made {max(several)} updates, each from a new forward and "
        "backward. Valid elsewhere, not what this exercise asks: one update for each batch.",
        line,
        "How many updates should one batch make?",
        {"batches": len(several), "updates": max(several)},
    )
