"""`parameters-frozen`: some parameters never get a gradient, others do."""

from __future__ import annotations

import numpy as np

from grader.evidence import NO_GRAPH, Evidence
from grader.misconceptions import loss_term_missing
from grader.verdict import Finding
from grader.words import count

CODE = "parameters-frozen"


def find(evidence: Evidence) -> Finding | None:
    """Some or all parameters were kept from having gradients, though gradients were on."""
    if _all_frozen(evidence) or evidence.all_frozen:
        return _finding(
            evidence,
            "All parameters are frozen",
            "The model ran with gradients on, and none of its parameters asked for one.",
        )
    if _refused(evidence):
        return _finding(
            evidence,
            "The parameters are frozen",
            "PyTorch found nothing in the graph of the loss that asks for a gradient: the "
            "parameters that it is made with were told not to.",
        )
    if names := evidence.frozen_names:
        wrong = count(int((~evidence.replay.gradient_ok).sum()), "step")
        seen = f"{', '.join(names)}: asked for no gradient, and so had none, at {wrong}."
        return _finding(evidence, "Some parameters are frozen", seen)
    if for_good := evidence.frozen_for_good:
        return _finding(
            evidence,
            "The parameters of one model are frozen for good",
            f"From some step on, what {for_good} updates asked for no gradient any more, and it "
            "stepped no more.",
        )
    return _never_reached(evidence)


def _finding(evidence: Evidence, title: str, seen: str) -> Finding:
    line = _place(evidence) or evidence.forward_line
    first = evidence.replay.layout.names[0]
    hint = f"Which parameters should learn, and what does requires_grad say, as in {first}?"
    return Finding(CODE, title, seen, line, hint)


def _never_reached(evidence: Evidence) -> Finding | None:
    """Some parameters had no gradient at any step, for no reason that has a better name."""
    present = evidence.trace.present
    if not len(present) or evidence.has_gradient.any():
        return None
    never = np.asarray(~present.any(axis=0))
    if never.all() or not never.any():
        return None
    backward = evidence.line_of(evidence.reaching)
    reached = 0
    for bits in evidence.reached_before:
        reached |= bits
    if any(out and reached >> i & 1 for i, out in enumerate(never)) or _told_better(evidence):
        return None  # a gradient was there and was taken away, or another cause has a place
    names = [n for n, out in zip(evidence.replay.layout.names, never, strict=True) if out]
    return Finding(
        CODE,
        "Some parameters never get a gradient",
        f"{', '.join(names)}: .grad was None at all {len(present)} steps, so they stay as they "
        f"were; the other {int(np.sum(~never))} learn.",
        _place(evidence) or evidence.source.cut_before(backward or 0) or backward,
        "Which parameters should backward() reach, and what keeps it from some of them?",
    )


def _refused(evidence: Evidence) -> bool:
    """Whether a backward found no graph, and the source freezes what no exercise asks to freeze."""
    refused = evidence.end.kind == "raised" and NO_GRAPH in evidence.end.message
    return refused and not evidence.exercise.frozen and evidence.source.freezing() is not None


def _all_frozen(evidence: Evidence) -> bool:
    called = evidence.forwards
    frozen = [e for e in called if not e.facts.get("requires_grad", True)]
    return bool(frozen) and len(frozen) == len([e for e in called if e.facts.get("grad", True)])


def _told_better(evidence: Evidence) -> bool:
    backward, source = evidence.backward_line or 0, evidence.source
    if evidence.frozen:
        return False
    cut = source.disabled_before(backward) or source.cut_before(backward)
    return bool(cut) or loss_term_missing.find(evidence) is not None


def _place(evidence: Evidence) -> int | None:
    source = evidence.source
    return (
        source.freezing() or source.call("requires_grad_") or source.assignment_to("requires_grad")
    )
