"""`window-incomplete`: a step's gradient lacks batches of its window, or has too many."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "window-incomplete"


def find(evidence: Evidence) -> Finding | None:
    """Wrong gradients belong to steps after another number of batches, or were emptied between."""
    if evidence.window < 2 or evidence.replay.gradient_ok.all():
        return None
    wrong = np.flatnonzero(~evidence.replay.gradient_ok)
    between = evidence.batches_between_steps
    odd = [int(n) for n in wrong if n < len(between) and between[n] != evidence.window]
    if odd:
        first = odd[0]
        return _finding(
            f"Step {first + 1} came after {between[first]} batches, not {evidence.window}.",
            evidence.line_of([evidence.steps[n] for n in odd]),
            len(odd),
        )
    if emptied := _emptied(evidence):
        return _finding(
            "Within a window .grad was emptied, so that the batches before were lost.",
            evidence.line_of(emptied),
            len(emptied),
        )
    return None


def _finding(seen: str, line: int | None, times: int) -> Finding:
    return Finding(
        CODE,
        "A window is not complete",
        f"{seen} This happened {times} times.",
        line,
        "Which batches have added to .grad when step() runs?",
        {"times": times},
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
        elif event.kind in ("backward", "grad") and event.facts.get("reached"):
            filled = True
    return found
