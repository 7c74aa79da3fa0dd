"""`step-once-per-epoch`: the step stands outside the batch loop."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "step-once-per-epoch"


def find(evidence: Evidence) -> Finding | None:
    """Each batch goes backward, and step() follows the last batch of a pass only."""
    whole = max(2, evidence.replay.per_epoch)
    long_passes = [p for p in evidence.passes if len(p) >= whole]
    for name in evidence.replay.held:
        steps = [e for e in evidence.steps if e.target == name]
        own = [sum(e.target == name for i in p for e in i.kind("step")) for p in long_passes]
        if steps and long_passes and max(own) == 1:
            return _finding(evidence, steps)
    return None


def _finding(evidence: Evidence, steps: list[Event]) -> Finding | None:
    if len(steps) > len(evidence.passes) or len(evidence.reaching) <= len(evidence.passes):
        return None
    return Finding(
        CODE,
        "step() runs once per epoch, not once per batch",
        f"backward() ran {len(evidence.reaching)} times and {steps[0].target}.step() only "
        f"{len(steps)} times, once for an epoch.",
        evidence.line_of(steps),
        "How far is the line indented: does it belong to the epoch or to the batch?",
    )
