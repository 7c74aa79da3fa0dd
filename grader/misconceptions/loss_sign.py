"""`loss-sign`: the loop climbs the loss instead of descending it."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.misconceptions.gradient_scaled import factors
from grader.verdict import Finding

CODE = "loss-sign"


def find(evidence: Evidence) -> Finding | None:
    """The gradient used is the negative of the batch's."""
    found = factors(evidence)
    if found is None or not (found < 0).all():
        return None
    k = float(found[0])
    return Finding(
        CODE,
        "The gradient has the wrong sign",
        f"The gradient used is {k:.3g} times the gradient of this batch's loss, at "
        f"{len(found)} steps: each step makes the loss larger.",
        evidence.source.negation(evidence.loss_origin) or evidence.loss_origin,
        "What does a step along this gradient do to the loss?",
        {"factor": k},
    )
