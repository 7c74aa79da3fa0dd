"""`backward-once-per-epoch`: backward stands outside the batch loop."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "backward-once-per-epoch"


def find(evidence: Evidence) -> Finding | None:
    """In each pass over the loader, a backward follows the last batch only."""
    calls = evidence.backwards
    long_passes = [p for p in evidence.passes if len(p) > 1]
    if not calls or not long_passes or len(calls) > len(evidence.passes):
        return None
    early = [i for p in long_passes for i in p[:-1] if i.kind("backward", "grad")]
    if early:
        return None
    batches = sum(len(p) for p in evidence.passes)
    how_often = "once for each epoch" if len(calls) > 1 else "once"
    return Finding(
        CODE,
        "backward() runs once per epoch, not once per batch",
        f"{batches} batches went forward, and backward() was called {how_often}, after the last "
        f"of them ({len(calls)} times in all).",
        evidence.line_of(calls),
        "How far is the line indented: does it belong to the epoch or to the batch?",
        {"batches": batches, "backwards": len(calls)},
    )
