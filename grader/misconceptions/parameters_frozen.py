"""`parameters-frozen`: some parameters never get a gradient, others do."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "parameters-frozen"


def find(evidence: Evidence) -> Finding | None:
    """A parameter of the optimizer had no gradient at any step, while another one had."""
    present = evidence.trace.present
    if not len(present) or evidence.has_gradient.any():
        return None
    never = ~present.any(axis=0)
    if never.all() or not never.any():
        return None
    names = [n for n, out in zip(evidence.replay.layout.names, never, strict=True) if out]
    line = evidence.source.call("requires_grad_") or evidence.source.assignment_to("requires_grad")
    return Finding(
        CODE,
        "Some parameters never get a gradient",
        f"{', '.join(names)}: .grad was None at all {len(present)} steps, so they stay as they "
        f"were; the other {int(np.sum(~never))} learn.",
        line or evidence.line_of(evidence.reaching),
        "Which parameters should backward() reach, and what keeps it from some of them?",
    )
