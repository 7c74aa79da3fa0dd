"""`accumulation-unasked`: one update is made of several batches."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "accumulation-unasked"


def find(evidence: Evidence) -> Finding | None:
    """Most steps follow several backward calls, each for a batch of its own."""
    if not evidence.steps or evidence.window > 1 or evidence.replay.gradient_ok.all():
        return None
    counts, since = [], 0
    for event in evidence.trace.events:
        if event.kind in ("backward", "grad") and event.facts.get("reached"):
            since += 1
        elif event.kind == "step" and event.target is not None:
            counts.append(since)
            since = 0
    k = int(max(np.median(counts), np.median(evidence.replay.since or [0])))
    trained = len([i for i in evidence.iterations if i.trains])
    if k < 2 or 2 * len(evidence.steps) > trained:
        return None
    return Finding(
        CODE,
        "Several batches make one update",
        f"Each step uses the gradients of {k} batches: {len(evidence.steps)} updates of "
        f"{trained} batches. Valid elsewhere, not what this exercise asks.",
        evidence.line_of(evidence.steps),
        "After how many batches does step() run?",
        {"batches_per_step": k},
    )
