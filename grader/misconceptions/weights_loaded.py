"""`weights-loaded`: parameters are set to values that no step gave them."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "weights-loaded"
WRITERS = (
    "load_state_dict", "copy_", "vector_to_parameters", "normal_", "uniform_", "zeros_", "fill_",
    "xavier_uniform_", "kaiming_uniform_", "reset_parameters", "swap_tensors", "set_", "lerp_",
)  # fmt: skip


def find(evidence: Evidence) -> Finding | None:
    """Something changed parameters before the first, between two, or after the last step."""
    moved = np.flatnonzero(evidence.replay.moved)
    if not moved.size or evidence.end.kind != "returned":
        return None
    steps = evidence.trace.steps
    if not steps:
        where = "without any step"
    elif moved[0] == 0:
        where = "before the first step"
    else:
        where = "after the last step" if moved[0] == steps else f"before step {moved[0] + 1}"
    line = evidence.source.call(*WRITERS) or evidence.source.parameter_update()
    return Finding(
        CODE,
        "Parameters changed outside step()",
        f"The parameters were given other values {where}"
        + (f", and {moved.size} times in all" if moved.size > 1 else "")
        + ". Only the optimizer's updates may move them.",
        line,
        "Which line writes to the parameters?",
        {"times": int(moved.size)},
    )
