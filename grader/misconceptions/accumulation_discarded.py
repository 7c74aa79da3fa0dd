"""`accumulation-discarded`: .grad is emptied within a window, and the batches before are lost."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "accumulation-discarded"


def find(evidence: Evidence) -> Finding | None:
    """Most steps follow a zero_grad that threw away what earlier batches of the window left."""
    if evidence.window < 2 or evidence.replay.gradient_ok.all():
        return None
    emptied = _emptied(evidence)
    if len(emptied) < len(evidence.steps):
        return None
    return Finding(
        CODE,
        "The window's gradients are thrown away",
        f"{count(len(emptied), 'time')} .grad was emptied between two batches of one window, so "
        f"that step() saw the last of its {evidence.window} batches only.",
        evidence.line_of(emptied),
        "After which calls may .grad be emptied, if all batches of a window shall add up?",
        {"times": len(emptied)},
    )


def _emptied(evidence: Evidence) -> list[Event]:
    """The calls of zero_grad that threw gradients away between two steps."""
    found, filled = [], False
    for event in evidence.trace.events:
        if event.kind == "step" and event.target is not None:
            filled = False
        elif event.kind == "zero_grad" and filled:
            found.append(event)
            filled = False
        elif event.kind in BACKWARD and event.facts.get("reached"):
            filled = True
    return found
