"""`loss-wrong-input`: the loss is computed from something else than the model's output and labels."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "loss-wrong-input"


def find(evidence: Evidence) -> Finding | None:
    """The gradients are wrong, and the criterion was given another tensor than the output."""
    bad = int(np.sum(~evidence.replay.gradient_ok))
    if not bad or not evidence.has_gradient.all():
        return None
    training = [e for i in evidence.iterations if i.trains for e in i.kind("loss")]
    other = [e for e in training if not e.facts.get("of_output", True)]
    changed = evidence.source.call("softmax", "Softmax", "sigmoid", "argmax", "log_softmax", "relu")
    if not (other and 2 * len(other) >= len(training)) and changed is None:
        return None
    return Finding(
        CODE,
        "The loss is computed from the wrong input",
        f"At {bad} steps the gradient is not that of this batch's loss: the loss was given "
        "something else than the model's output. CrossEntropyLoss takes logits and applies "
        "softmax itself.",
        changed or evidence.line_of(other) or evidence.loss_line,
        "What exactly does the criterion get, and what does it expect?",
        {"steps": bad},
    )
