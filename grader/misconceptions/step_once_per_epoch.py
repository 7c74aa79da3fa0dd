"""`step-once-per-epoch`: the step stands outside the batch loop."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "step-once-per-epoch"


def find(evidence: Evidence) -> Finding | None:
    """Each batch goes backward, and step() follows the last batch of a pass only."""
    whole = max(2, evidence.replay.per_epoch)
    long_passes = [p for p in evidence.passes if len(p) >= whole]
    if not evidence.steps or not long_passes or len(evidence.steps) > len(evidence.passes):
        return None
    if any(i.kind("step") for p in long_passes for i in p[:-1]):
        return None
    if len(evidence.reaching) <= len(evidence.passes):
        return None
    return Finding(
        CODE,
        "step() runs once per epoch, not once per batch",
        f"backward() ran {len(evidence.reaching)} times and step() only "
        f"{len(evidence.steps)} times, after the last batch of an epoch.",
        evidence.line_of(evidence.steps),
        "How far is the line indented: does it belong to the epoch or to the batch?",
    )
