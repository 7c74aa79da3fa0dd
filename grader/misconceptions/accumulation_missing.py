"""`accumulation-missing`: each batch makes an update, where a window of them should."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "accumulation-missing"


def find(evidence: Evidence) -> Finding | None:
    """Most steps follow a single batch, and there are about as many of them as batches."""
    if evidence.window < 2 or not evidence.steps:
        return None
    trained = len([i for i in evidence.iterations if i.trains])
    if np.median(evidence.replay.since) != 1 or 2 * len(evidence.steps) < trained:
        return None
    return Finding(
        CODE,
        "Each batch makes an update of its own",
        f"{len(evidence.steps)} updates of {trained} batches: here one update belongs to "
        f"{evidence.window} batches.",
        evidence.line_of(evidence.steps),
        "After which batches should step() run?",
        {"updates": len(evidence.steps), "batches": trained},
    )
