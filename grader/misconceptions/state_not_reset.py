"""`state-not-reset`: an epoch begins with the state that the last one ended with."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "state-not-reset"


def find(evidence: Evidence) -> Finding | None:
    """The wrong gradients are those of chunks that follow on from the epoch before."""
    if evidence.replay.alike.get("old-state", 0.0) < 0.5:
        return None
    wrong = int((~evidence.replay.gradient_ok).sum())
    return Finding(
        CODE,
        "An epoch begins with the old state",
        f"At {count(wrong, 'step')} the gradient is that of a sequence which goes on from the "
        "epoch before. Each pass over the loader should begin with a fresh state.",
        evidence.source.origin(evidence.forward_line) or evidence.forward_line,
        "Which state does the model get for the first chunk of the second epoch?",
        {"steps": wrong},
    )
