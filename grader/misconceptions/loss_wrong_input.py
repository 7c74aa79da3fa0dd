"""`loss-wrong-input`: the loss is made of something else than the model's output and labels."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.hypotheses import BY_NAME, Hypothesis
from grader.verdict import Finding

CODE = "loss-wrong-input"


def find(evidence: Evidence) -> Finding | None:
    """A loss of something else gives the gradients, or the criterion was given another tensor."""
    bad = int(np.sum(~evidence.replay.gradient_ok))
    if not bad or not evidence.has_gradient.all():
        return None
    alike = evidence.replay.alike
    likeliest = max(alike, key=lambda name: alike[name], default="")
    if alike.get(likeliest, 0.0) >= 0.5:
        return _explained(evidence, BY_NAME[likeliest], bad)
    training = [e for i in evidence.iterations if i.trains for e in i.kind("loss")]
    other = [e for e in training if not e.facts.get("of_output", True)]
    unused = bool(evidence.replay.held) and not evidence.losses and bool(evidence.forwards)
    if not unused and (not other or 2 * len(other) < len(training)):
        return None
    got = "was never called" if unused else "was given something else than the model's output"
    return Finding(
        CODE,
        "The loss is computed from the wrong input",
        f"At {bad} steps the gradient is not that of this batch's loss: the given criterion {got}.",
        evidence.line_of(other) or evidence.loss_origin,
        "What exactly does the criterion get, and what does it expect?",
        {"steps": bad},
    )


def _explained(evidence: Evidence, hypothesis: Hypothesis, bad: int) -> Finding:
    place = evidence.source.call(hypothesis.name, hypothesis.name.capitalize())
    return Finding(
        CODE,
        f"The loss gets {hypothesis.told}",
        f"At {bad} steps the gradient is not that of this batch's loss. It is exactly what the "
        f"criterion gives for {hypothesis.told}.",
        place or evidence.loss_line,
        "What exactly does the criterion get, and what does it expect?",
        {"steps": bad, "input": hypothesis.name},
    )
