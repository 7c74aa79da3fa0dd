"""`loss-detached`: the loss that goes backward has been cut from its graph."""

from __future__ import annotations

import re

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "loss-detached"
NO_GRAPH = "does not require grad"
NO_BACKWARD = re.compile(r"'([\w.]+)' object has no attribute 'backward'")


def find(evidence: Evidence) -> Finding | None:
    """A backward reached no parameter, though the forward pass had a graph to follow."""
    end = evidence.end
    if end.kind == "raised":
        number = NO_BACKWARD.search(end.message)
        if number and number[1] != "NoneType":
            seen = f"backward() was asked of a {number[1]}, which is a value without a history."
            return _finding(evidence, end.line, seen)
        if NO_GRAPH in end.message:
            seen = "backward() was called on a tensor that does not know how it was computed."
            return _finding(evidence, end.line, seen)
        return None
    if not any(e.facts.get("grad", True) for e in evidence.forwards):
        return None
    cut = [e for e in evidence.backwards if _leads_nowhere(e)]
    if not cut or 2 * len(cut) < len(evidence.backwards):
        return None
    seen = f"backward() ran {len(cut)} times and reached no parameter of the model."
    return _finding(evidence, evidence.line_of(cut), seen)


def _leads_nowhere(backward: Event) -> bool:
    return not backward.facts.get("reached") and not backward.facts.get("raised")


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
