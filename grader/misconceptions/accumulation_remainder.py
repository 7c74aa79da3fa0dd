"""`accumulation-remainder`: a step's gradient lacks batches of its window, or has too many."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "accumulation-remainder"


def find(evidence: Evidence) -> Finding | None:
    """Wrong gradients belong to steps after another number of batches, or were emptied between."""
    if evidence.window < 2:
        return None
    between = evidence.replay.since
    odd = [n for n, count in enumerate(between) if count != evidence.window]
    if evidence.replay.gradient_ok.all() and 2 * len(odd) < len(between):
        return None
    if odd:
        return _finding(
            f"Step {odd[0] + 1} came after {between[odd[0]]} batches, not {evidence.window}.",
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
