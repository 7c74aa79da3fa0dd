"""`accumulation-remainder`: a step comes after fewer or more batches than a window has."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "accumulation-remainder"


def find(evidence: Evidence) -> Finding | None:
    """Wrong gradients belong to steps after another number of batches."""
    if evidence.window < 2:
        return None
    between = evidence.replay.since
    odd = [n for n, count in enumerate(between) if count != evidence.window]
    if evidence.replay.gradient_ok.all() and 2 * len(odd) < len(between):
        return None
    if not odd:
        return None
    return Finding(
        CODE,
        "A window is not complete",
        f"Step {odd[0] + 1} came after {between[odd[0]]} batches, not {evidence.window}. This "
        f"happened {len(odd)} times.",
        evidence.line_of([evidence.steps[n] for n in odd]),
        "Which batches have added to .grad when step() runs?",
        {"steps": len(odd)},
    )
