"""`zero-grad-after-backward`: the gradients are thrown away before the step can use them."""

from __future__ import annotations

from grader.evidence import Evidence, Iteration
from grader.trace import Event
from grader.verdict import Finding

CODE = "zero-grad-after-backward"


def find(evidence: Evidence) -> Finding | None:
    """Between a backward that reached the parameters and the step, the gradients vanished."""
    empty = {n for n, nothing in enumerate(evidence.without_gradient) if nothing}
    empty |= {n for n, reached in enumerate(evidence.reached_before) if _lost(evidence, n, reached)}
    by_hand = evidence.source.zeroing_by_hand()
    cleared = [
        i
        for i in evidence.iterations
        if _computed_then_empty(i, empty) and (by_hand or _zeroing(i))
    ]
    stepping = [i for i in evidence.iterations if i.kind("step")]
    if not cleared or 2 * len(cleared) < len(stepping):
        return None
    zeroing = [z for i in cleared if (z := _zeroing(i))]
    line = evidence.line_of(zeroing) or by_hand
    return Finding(
        CODE,
        "The gradients are cleared before the step",
        f"In {len(cleared)} iterations backward() filled .grad, and {_what(evidence)} was empty "
        "again when step() ran.",
        line or evidence.line_of(i.kind("step")[0] for i in cleared),
        "What may stand between backward() and step()?",
        {"iterations": len(cleared)},
    )


def _what(evidence: Evidence) -> str:
    return "a part of it" if evidence.replay.used.any() else "it"


def _lost(evidence: Evidence, step: int, reached: int) -> bool:
    """Whether backward reached a parameter that had no gradient when the step ran."""
    if step >= evidence.trace.steps:
        return False
    held = evidence.replay.held.get(evidence.replay.optimizers[step], ())
    present = evidence.trace.present[step]
    pairs = enumerate(zip(held, present, strict=False))
    return any(holds and not there and reached >> i & 1 for i, (holds, there) in pairs)


def _computed_then_empty(iteration: Iteration, empty: set[int]) -> bool:
    reached = False
    for event in iteration.events:
        if event.kind == "backward" and event.facts.get("reached"):
            reached = True
        elif event.kind == "step" and event.target is not None:
            return reached and event.number in empty
    return False


def _zeroing(iteration: Iteration) -> Event | None:
    """The last zero_grad between backward and step."""
    found, reached = None, False
    for event in iteration.events:
        reached = reached or event.kind == "backward"
        if event.kind == "step":
            break
        if event.kind == "zero_grad" and reached:
            found = event
    return found
