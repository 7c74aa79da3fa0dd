"""`loss-sign`: the loop climbs the loss instead of descending it."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.misconceptions.gradient_scaled import factors
from grader.verdict import Finding

CODE = "loss-sign"
# Weights of terms are fitted, so none is exactly 0.
NOTHING = 1e-3


def find(evidence: Evidence) -> Finding | None:
    """The gradient used is the negative of the batch's."""
    if evidence.exchanged or evidence.beside_the_loss:
        return None
    found = factors(evidence)
    if found is None or not (found < 0).all():
        return _of_a_term(evidence)
    k = float(found[0])
    return Finding(
        CODE,
        "The gradient has the wrong sign",
        f"The gradient used is {k:.3g} times the gradient of this batch's loss, at "
        f"{len(found)} steps: each step makes the loss larger.",
        evidence.source.negation(evidence.backward_line, evidence.loss_origin)
        or evidence.loss_origin,
        "What does a step along this gradient do to the loss?",
        {"factor": k},
    )


def _of_a_term(evidence: Evidence) -> Finding | None:
    """One of the terms of the loss is subtracted."""
    weights = evidence.replay.weights
    turned = next((name for name, times in weights.items() if (times < -NOTHING).all()), None)
    if turned is None:
        return None
    return Finding(
        CODE,
        "A term of the loss has the wrong sign",
        f"In the gradient used, the {turned} counts {float(weights[turned][0]):.3g} times: each "
        "step makes it larger.",
        evidence.source.negation(evidence.loss_origin) or evidence.loss_origin,
        "Which of the losses should become smaller?",
        {"term": turned},
    )
