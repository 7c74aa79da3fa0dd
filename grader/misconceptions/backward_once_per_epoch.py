"""`backward-once-per-epoch`: backward stands outside the batch loop."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "backward-once-per-epoch"


def find(evidence: Evidence) -> Finding | None:
    """In each pass over the loader, a backward follows the last batch only."""
    calls = evidence.backwards
    if len(evidence.replay.held) > 1 and not evidence.replay.gradient_ok.all():
        lines = {e.line for e in calls}
        calls = next((own for n in lines if _late(evidence, own := _at(calls, n))), [])
    if not _late(evidence, calls):
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


def _at(calls: list[Event], line: int | None) -> list[Event]:
    return [event for event in calls if event.line == line]


def _late(evidence: Evidence, calls: list[Event]) -> bool:
    """Whether calls come with the last batch of each pass only."""
    long_passes = [p for p in evidence.passes if len(p) > 1]
    if not calls or not long_passes or len(calls) > len(evidence.passes):
        return False
    early = {id(e) for p in long_passes for i in p[:-1] for e in i.events}
    return not any(id(event) in early for event in calls)
