"""`double-backward`: one graph is gone through twice."""

from __future__ import annotations

import numpy as np

from grader.evidence import BACKWARD, Evidence, Iteration
from grader.misconceptions.gradient_scaled import factors
from grader.misconceptions.zero_grad_missing import sums
from grader.trace import Event
from grader.verdict import Finding

CODE = "double-backward"
MESSAGE = "backward through the graph a second time"
HINT = "How many times is backward() called for one forward pass?"


def find(evidence: Evidence) -> Finding | None:
    """PyTorch refused the second backward, or a retained graph was gone through again."""
    if evidence.end.kind == "raised":
        if MESSAGE not in evidence.end.message:
            return None
        seen = "The graph of a loss is freed once backward() has gone through it."
        return Finding(CODE, "One graph went backward twice", seen, evidence.end.line, HINT)
    if evidence.replay.gradient_ok.all():
        return None
    if _of_earlier_batches(evidence):
        return _running_total(evidence)
    twice = [second for i in evidence.iterations if (second := _second(i)) is not None]
    if 2 * len(twice) < len(evidence.iterations) or not twice:
        return _again(evidence)
    return Finding(
        CODE,
        "One graph went backward twice",
        f"backward() reached the parameters twice for one loss, in {len(twice)} iterations: "
        "the gradients were added, so each step was too long.",
        evidence.line_of(twice),
        HINT,
    )


def _second(iteration: Iteration) -> Event | None:
    """The first backward that goes through a loss again, with no step or zero_grad between."""
    gone: set[int] = set()
    for event in iteration.events:
        if event.kind in ("step", "zero_grad"):
            gone = set()
        elif event.kind in BACKWARD and event.facts.get("reached"):
            losses = set(event.facts.get("losses", ()))
            if gone & losses:
                return event
            gone |= losses
    return None


def _again(evidence: Evidence) -> Finding | None:
    """Each batch goes forward and backward several times before its step."""
    found = factors(evidence)
    calls = [
        [e for e in i.kind("backward") if e.facts.get("reached")]
        for i in evidence.iterations
        if i.kind("step")
    ]
    k = len(calls[0]) if calls else 0
    if found is None or k < 2 or any(len(c) != k for c in calls) or not np.allclose(found, k, 1e-2):
        return None
    return Finding(
        CODE,
        f"backward() runs {k} times for one step",
        f"Each batch goes backward {k} times before the step, and the gradients add up to {k} "
        "times what they should be.",
        evidence.line_of([c[-1] for c in calls]),
        HINT,
    )


def _running_total(evidence: Evidence) -> Finding:
    wrong = int((~evidence.replay.gradient_ok).sum())
    return Finding(
        CODE,
        "The losses of earlier batches go backward, too",
        f"At {wrong} of {evidence.trace.steps} steps the gradient is the sum of this batch's and "
        "of those before, though .grad was emptied between: the tensor that goes backward holds "
        "earlier losses, with their graphs.",
        evidence.line_of(evidence.wrong_backwards),
        "What is the tensor made of on which backward() is called?",
        {"steps": wrong},
    )


def _of_earlier_batches(evidence: Evidence) -> bool:
    """Whether gradients are sums with those before, though .grad was emptied."""
    bad = np.flatnonzero(~evidence.replay.gradient_ok)
    bad = bad[bad > 0]
    if len(evidence.replay.held) > 1:
        return False
    if not bad.size or not evidence.replay.gradient_ok[0] or not evidence.emptied[int(bad[0])]:
        return False
    explained, piling = sums(evidence, bad)
    return 2 * explained.size >= bad.size and any(piling)
