"""`gradient-wrong`: the gradient is not the batch's, and no better name fits."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.replay import distance
from grader.verdict import Finding

CODE = "gradient-wrong"


def find(evidence: Evidence) -> Finding | None:
    """Some step used a gradient that the replay can't explain."""
    bad = np.flatnonzero(~evidence.replay.gradient_ok)
    if not bad.size or evidence.rate_for_sums:
        return None
    if 2 * len(evidence.steps) >= 3 * len(evidence.iterations) * len(evidence.replay.held):
        return None  # there are more updates than batches, which is told under another name
    step = int(bad[0])
    expected = evidence.replay.expected[step]
    off = distance(evidence.replay.used[step], expected)
    seen = (
        f"the relative difference is {off:.2g}"
        if np.isfinite(expected).all()
        else ("there was no batch of the given loader that it could belong to")
    )
    title, message, line, hint = _told(evidence, step, int(bad.size), seen)
    return Finding(CODE, title, message, line, hint, {"step": step + 1, "steps": int(bad.size)})


def _told(evidence: Evidence, step: int, wrong: int, seen: str) -> tuple[str, str, int | None, str]:
    """Title, message, line and hint, as near to the cause as the evidence leads."""
    steps = evidence.trace.steps
    if _more_than_the_loss(evidence):
        return (
            "backward() starts from the loss and something more",
            f"The criterion's loss is only a part of what goes backward, so at {wrong} of "
            f"{steps} steps the gradient is another one ({seen}). Valid elsewhere, "
            "not what this exercise asks.",
            evidence.loss_origin,
            "What is added to the loss before backward() is called?",
        )
    return (
        "The gradient is not that of this batch's loss",
        f"At step {step + 1} (and at {wrong} of {steps} in all) the gradient in "
        f".grad is not the one of the given loss on the current batch: {seen}.",
        evidence.source.call("register_hook", "register_post_accumulate_grad_hook")
        or evidence.backward_line
        or evidence.line_of(evidence.steps),
        "What has been done to the loss or to .grad before step() runs?",
    )


def _more_than_the_loss(evidence: Evidence) -> bool:
    """Whether most backward calls go through the loss with weight 1, starting elsewhere."""
    more = [
        e
        for e in evidence.reaching
        if e.facts.get("beside") and "loss" in e.facts and "seed" not in e.facts
    ]
    plain = evidence.replay.plain and evidence.window == 1
    return bool(more) and plain and 2 * len(more) >= len(evidence.reaching)
