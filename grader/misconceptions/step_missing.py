"""`step-missing`: gradients are computed, and nobody uses them."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.misconceptions import wrong_optimizer_stepped
from grader.trace import Event
from grader.verdict import Finding

CODE = "step-missing"


def find(evidence: Evidence) -> Finding | None:
    """backward() reached the parameters, and a given optimizer never stepped."""
    if not evidence.ran_through or not evidence.reaching:
        return None
    if wrong_optimizer_stepped.find(evidence):
        return None
    idle = evidence.idle
    if not idle or evidence.own_steps or (evidence.moved_without_step and not evidence.steps):
        return None
    if evidence.passes and all(len(p) < evidence.window for p in evidence.passes):
        return None  # no window is ever full, for want of batches
    line = evidence.source.uncalled("step")
    how = "was named without being called: its parentheses are missing" if line else "never ran"
    return Finding(
        CODE,
        "The optimizer never steps",
        f"backward() computed gradients {len(evidence.reaching)} times, and "
        f"{min(idle)}.step() {how}. The parameters are what they were.",
        line or _never_ran(evidence) or evidence.line_of(_without_step(evidence)),
        "Who moves the parameters once the gradients are known?",
        {"backwards": len(evidence.reaching)},
    )


def _never_ran(evidence: Evidence) -> int | None:
    """A call of step() that stands in the file and was not reached, where none was."""
    return None if evidence.steps else evidence.source.unreached("step")


def _without_step(evidence: Evidence) -> list[Event]:
    """The backward calls that no step follows before the next one, or before the next batch."""
    found: list[Event] = []
    last: Event | None = None
    for event in (*evidence.trace.events, Event("batch", None)):
        if event.kind in ("batch", *BACKWARD):
            found += [last] if last is not None else []
            last = event if event.kind in BACKWARD else None
        elif event.kind == "step" and event.target is not None:
            last = None
    return found or evidence.reaching
