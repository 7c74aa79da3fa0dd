"""`retain-graph-needless`: graphs are kept for a second backward that never comes."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "retain-graph-needless"


def find(evidence: Evidence) -> Finding | None:
    """Every backward that kept its graph was the last one of its batch."""
    kept = [e for e in evidence.backwards if e.facts.get("retain")]
    if not kept:
        return None
    last = [calls[-1] for i in evidence.iterations if (calls := i.kind(*BACKWARD))]
    if sum("retain" in e.facts for e in last) < len(kept):
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
