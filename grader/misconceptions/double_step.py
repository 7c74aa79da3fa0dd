"""`double-step`: one gradient is used for two updates."""

from __future__ import annotations

import numpy as np

from grader.evidence import BACKWARD, Evidence
from grader.verdict import Finding

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
        return None
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
