"""`wrong-mode`: the model is in evaluation mode while it is trained."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "wrong-mode"


def find(evidence: Evidence) -> Finding | None:
    """Most forwards that a backward follows ran in evaluation mode."""
    trained = _trained(evidence)
    wrong = [e for e in trained if not e.facts.get("training", True)]
    if not wrong or 2 * len(wrong) < len(trained):
        return None
    return Finding(
        CODE,
        "The model trains in evaluation mode",
        f"In {count(len(wrong), 'forward pass')} that went backward, model.training was False. "
        "No layer here behaves differently, so nothing is lost; with dropout or BatchNorm it is.",
        evidence.source.call("eval", "train") or evidence.line_of(wrong),
        "Which call switches the mode back before the next epoch?",
        {"forwards": len(wrong)},
    )


def _trained(evidence: Evidence) -> list[Event]:
    """The last forward before each backward."""
    found: list[Event] = []
    last: Event | None = None
    for event in evidence.trace.events:
        if event.kind == "forward" and event.facts.get("grad", True):
            last = event
        elif event.kind in BACKWARD and last is not None:
            found.append(last)
            last = None
    return found
