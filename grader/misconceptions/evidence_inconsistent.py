"""`evidence-inconsistent`: what the run handed over contradicts itself or the replay."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "evidence-inconsistent"


def find(evidence: Evidence) -> Finding | None:
    """The run claims to have started from other parameters than the given ones."""
    if evidence.replay.initial_ok(evidence.trace):
        return None
    return Finding(
        CODE,
        "The run's evidence contradicts itself",
        "What the run handed over starts from other parameters than the given ones, so nothing "
        "in it can be judged.",
        None,
        "Run the untouched exercise once: does that one give the same message?",
    )
