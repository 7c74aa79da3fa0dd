"""`zero-grad-after-backward`: the gradients are thrown away before the step can use them."""

from __future__ import annotations

from grader.evidence import Evidence, Turn
from grader.trace import Event
from grader.verdict import Finding

CODE = "zero-grad-after-backward"


def find(evidence: Evidence) -> Finding | None:
    """Between a backward that reached the parameters and the step, the gradients vanished."""
    empty = {n for n, nothing in enumerate(evidence.without_gradient) if nothing}
    empty |= {n for n, reached in enumerate(evidence.reached_before) if _lost(evidence, n, reached)}
    by_hand = evidence.source.zeroing_by_hand()
    turns = [turn for i in evidence.iterations for turn in i.turns]
    cleared = [
        t for t in turns if t.step.number in empty and t.goes_back and (by_hand or _zeroing(t))
    ]
    stepping = [t for t in turns if t.step.target in {c.step.target for c in cleared}]
    if not cleared or 2 * len(cleared) < len(stepping):
        return None
    zeroing = [z for t in cleared if (z := _zeroing(t))]
    line = evidence.line_of(zeroing) or by_hand
    return Finding(
        CODE,
        "The gradients are cleared before the step",
        f"In {len(cleared)} iterations backward() filled .grad, and {_what(evidence)} was empty "
        "again when step() ran.",
        line or evidence.line_of(t.step for t in cleared),
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


def _zeroing(turn: Turn) -> Event | None:
    """The last zero_grad between backward and step."""
    found, reached = None, False
    for event in turn.events:
        reached = reached or event.kind == "backward"
        if event.kind == "zero_grad" and reached:
            found = event
    return found
