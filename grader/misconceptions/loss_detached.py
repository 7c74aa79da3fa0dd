"""`loss-detached`: the loss that goes backward has been cut from its graph."""

from __future__ import annotations

import re

from grader.evidence import NO_GRAPH, Evidence
from grader.misconceptions import loss_term_missing
from grader.trace import Event
from grader.verdict import Finding

CODE = "loss-detached"
NO_TENSOR = re.compile(r"'(float|int|numpy\.\w+|NoneType)' object has no attribute '(\w+)'")


def find(evidence: Evidence) -> Finding | None:
    """A backward reached no parameter, though the forward pass had a graph to follow."""
    end = evidence.end
    if end.kind == "raised" and not evidence.ran_through:
        number = NO_TENSOR.search(end.message)
        place = evidence.source.cut_before(end.line or 0, itself=False)
        if number and number[1] != "NoneType" and (number[2] == "backward" or place):
            seen = f"{number[2]}() was asked of a {number[1]}, which is a value without a history."
            return _finding(evidence, place or end.line, seen)
        if NO_GRAPH in end.message:
            seen = "backward() was called on a tensor that does not know how it was computed."
            return _finding(evidence, end.line, seen)
        return None
    off = evidence.forwards and not any(e.facts.get("grad", True) for e in evidence.forwards)
    elsewhere = not evidence.forwards and not evidence.reaching
    if off or elsewhere or evidence.all_frozen:
        return None
    cut = [e for e in evidence.backwards if _leads_nowhere(e)]
    often = 2 * len(cut) >= max(len(evidence.backwards), len(evidence.steps))
    if not cut or not often or _has_gradients(evidence):
        return _beside(evidence) or _partly(evidence)
    seen = f"backward() ran {len(cut)} times and reached no parameter of the model."
    return _finding(evidence, evidence.line_of(cut), seen)


def _beside(evidence: Evidence) -> Finding | None:
    """One optimizer's parameters are reached by no backward, though another's are."""
    if len(evidence.replay.held) < 2:
        return None
    missed = [n for n in evidence.never_right if not evidence.reached & evidence.bits(n)]
    if not missed:
        return None
    steps = [e for e in evidence.steps if e.target == missed[0]]
    last = _backward_before(evidence, steps[0].number or 0)
    if last is None:
        return None
    if evidence.source.cut_before(last) is None:
        return None
    seen = f"No backward() reached what {missed[0]} updates."
    return _finding(evidence, last, seen)


def _partly(evidence: Evidence) -> Finding | None:
    """Some parameters were never reached, and a value on the way to the loss was cut."""
    line = evidence.source.cut_before(evidence.backward_line or 0)
    if len(evidence.replay.held) > 1 or not evidence.unreached or line is None:
        return None
    if evidence.replay.gradient_ok.all() or loss_term_missing.find(evidence):
        return None
    return Finding(
        CODE,
        "A part of the loss was cut from its graph",
        f"{', '.join(evidence.unreached)}: no backward() reached them. What they take part in is "
        "lost where a plain value was made of it.",
        line,
        "What does .grad_fn of the tensor say after this line?",
        {"parameters": len(evidence.unreached)},
    )


def _backward_before(evidence: Evidence, step: int) -> int | None:
    """The line of the last backward between the step and the one before it, of any optimizer."""
    line = None
    for event in evidence.trace.events:
        if event.kind == "step" and event.target is not None:
            if event.number == step:
                return line
            line = None
        elif event.kind == "backward":
            line = event.line
    return line


def _leads_nowhere(backward: Event) -> bool:
    plain = backward.kind == "backward" and not backward.facts.get("raised")
    return plain and not backward.facts.get("reached")


def _has_gradients(evidence: Evidence) -> bool:
    """Whether each step had gradients all the same: another backward brings them."""
    used = bool(evidence.replay.used.any(axis=1).all())
    return bool(evidence.steps) and bool(evidence.has_gradient.all()) and used


def _finding(evidence: Evidence, backward: int | None, seen: str) -> Finding:
    line = evidence.source.cut_before(backward) if backward else None
    return Finding(
        CODE,
        "The loss was cut from its graph",
        f"{seen} The way from the loss back to the parameters is lost where a plain value was "
        "made of it.",
        line or backward,
        "What does .grad_fn of the tensor say on which you call backward()?",
        {"backward_line": backward},
    )
