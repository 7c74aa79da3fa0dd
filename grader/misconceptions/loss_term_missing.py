"""`loss-term-missing`: one of the terms of the loss is not in the gradient."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.misconceptions import (
    step_before_backward,
    wrong_optimizer_stepped,
    zero_grad_after_backward,
)
from grader.verdict import Finding

CODE = "loss-term-missing"
NOTHING = 1e-3
# Mistakes that lose a term which went backward, or use a loss that is not this step's.
THROWN_AWAY = (zero_grad_after_backward, step_before_backward, wrong_optimizer_stepped)


def find(evidence: Evidence) -> Finding | None:
    """The wrong gradients are made of the other terms alone."""
    weights = evidence.replay.weights
    missing = [name for name, times in weights.items() if np.abs(times).max() < NOTHING]
    there = [name for name in weights if name not in missing]
    if not missing or not there or any(other.find(evidence) for other in THROWN_AWAY):
        return None
    wrong = int((~evidence.replay.gradient_ok).sum())
    return Finding(
        CODE,
        "A term of the loss never goes backward",
        f"At {wrong} steps the gradient is that of the {' and the '.join(there)} alone: of the "
        f"{' and the '.join(missing)} there is nothing in it.",
        _place(evidence),
        "Of which losses is the tensor made on which backward() is called?",
        {"steps": wrong, "missing": missing},
    )


def _place(evidence: Evidence) -> int | None:
    """The expression that cut the term from its graph, or where the sum is made, or where one
    loss goes backward alone.
    """
    backward, origin = evidence.backward_line, evidence.loss_origin
    cut = evidence.source.cut_before(backward) if backward else None
    made = evidence.source.adds(origin) or evidence.source.is_alias(origin)
    return cut or (origin if made else backward)
