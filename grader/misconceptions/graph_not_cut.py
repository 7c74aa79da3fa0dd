"""`graph-not-cut`: one model's loss leaves its gradient in another model, which then uses it."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "graph-not-cut"


def find(evidence: Evidence) -> Finding | None:
    """A backward for one optimizer's step reached what another holds, and stayed there."""
    if len(evidence.replay.held) < 2 or evidence.replay.gradient_ok.all():
        return None
    leaks = _leaks(evidence)
    if not leaks:
        return None
    backward, used = leaks[0]
    others = [backward for backward, _ in leaks]
    return Finding(
        CODE,
        "A gradient leaks into the other model",
        f"The backward in line {backward.line} belongs to another step, and it also reached the "
        f"parameters that {used.target} holds. They kept that gradient and moved by it, at "
        f"{len(leaks)} steps.",
        _forward_before(evidence, others) or evidence.line_of(others),
        "Which model should this loss not reach, and where does the graph lead there?",
        {"steps": len(leaks)},
    )


def _needless(evidence: Evidence, stepping: str, other: str) -> int:
    """The parameters of `other` that the loss of `stepping` should not reach, as bits."""
    held, reach = evidence.replay.held.get(other, ()), evidence.replay.reach.get(stepping, ())
    pairs = zip(held, reach, strict=False)
    return sum(1 << i for i, (holds, reaches) in enumerate(pairs) if holds and not reaches)


def _leaks(evidence: Evidence) -> list[tuple[Event, Event]]:
    """Each wrong step with the backward of another step that reached its parameters."""
    found: list[tuple[Event, Event]] = []
    strangers: dict[str, Event] = {}
    pending: list[Event] = []
    for event in evidence.trace.events:
        if event.kind == "zero_grad":
            strangers.pop(event.target or "", None)
        elif event.kind == "backward" and event.facts.get("reached"):
            pending.append(event)
        elif event.kind == "step" and event.target is not None:
            mine = strangers.pop(event.target, None)
            if mine is not None and not evidence.is_right(event):
                found.append((mine, event))
            for name in evidence.replay.held:
                needless = _needless(evidence, event.target, name)
                turn = [e for e in pending if e.facts["reached"] & evidence.bits(event.target)]
                reached = [e for e in turn if e.facts["reached"] & needless]
                if name != event.target and reached:
                    strangers[name] = reached[-1]
            pending = []
    return found


def _forward_before(evidence: Evidence, backwards: list[Event]) -> int | None:
    """The last forward before these backward calls, of what was no batch of the loader."""
    wanted, last, lines = {id(e) for e in backwards}, None, []
    for event in evidence.trace.events:
        if event.kind == "forward" and event.number is None:
            last = event
        elif id(event) in wanted and last is not None:
            lines.append(last)
    return evidence.line_of(lines)
