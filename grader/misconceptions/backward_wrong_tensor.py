"""`backward-wrong-tensor`: backward starts from something else than the loss."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "backward-wrong-tensor"


def find(evidence: Evidence) -> Finding | None:
    """The gradients are wrong, a loss was computed, and backward did not go through it."""
    bad = int(np.sum(~evidence.replay.gradient_ok))
    beside = evidence.beside_the_loss
    if not bad or not beside:
        return None
    return Finding(
        CODE,
        "backward() starts from something else than the loss",
        f"{len(beside)} backward calls reached the parameters without going through the loss "
        "that the criterion computed.",
        evidence.line_of(beside),
        "On which tensor is backward() called?",
    )
