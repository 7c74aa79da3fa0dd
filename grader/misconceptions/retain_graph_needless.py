"""`retain-graph-needless`: graphs are kept for a second backward that never comes."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "retain-graph-needless"


def find(evidence: Evidence) -> Finding | None:
    """Every backward that kept its graph was the last one of its batch."""
    kept = [e for e in evidence.backwards if e.facts.get("retain")]
    if not kept or len(_last_of_batches(evidence, kept)) < len(kept):
        return None
    return Finding(
        CODE,
        "retain_graph where nothing comes back",
        f"{count(len(kept), 'backward')} kept the graph, and none was gone through again. Without "
        "retain_graph=True its memory is free as soon as backward() is done.",
        evidence.line_of(kept),
        "Which second backward() is the graph kept for?",
        {"backwards": len(kept)},
    )


def _last_of_batches(evidence: Evidence, kept: list[Event]) -> list[Event]:
    """Those that no other backward follows before the next batch."""
    found: list[Event] = []
    last: Event | None = None
    for event in (*evidence.trace.events, Event("batch", None)):
        if event.kind in BACKWARD:
            last = event
        elif event.kind == "batch" and last is not None:
            found += [last] if last in kept else []
            last = None
    return found
