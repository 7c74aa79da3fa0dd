"""`double-step`: one gradient is used for two updates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from grader.evidence import BACKWARD, Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "double-step"


def find(evidence: Evidence) -> Finding | None:
    """Steps follow a step with the same gradient and no backward between."""
    again = []
    previous: dict[str, int] = {}
    for event in evidence.trace.events:
        if event.kind in BACKWARD:
            previous = {}
        elif event.kind == "step" and event.target is not None and event.number is not None:
            before = previous.get(event.target)
            if before is not None and _same_gradient(evidence, before, event.number):
                again.append(event)
            previous[event.target] = event.number
    if not again:
        return _new_gradients(evidence)
    first, second = evidence.trace.steps - len(again), len(again)
    return Finding(
        CODE,
        "The optimizer steps twice with one gradient",
        f"{second} of {first + second} steps used a gradient that had been used already.",
        evidence.line_of(again),
        "How many updates should one batch make?",
        {"steps": len(again)},
    )


def _same_gradient(evidence: Evidence, first: int, second: int) -> bool:
    gradients = evidence.replay.used
    if second >= len(gradients) or not gradients[second].any():
        return False
    return bool(np.array_equal(gradients[first], gradients[second]))


def _new_gradients(evidence: Evidence) -> Finding | None:
    """Most batches make several updates one after the other, each with a gradient of its own."""
    if evidence.replay.per_epoch < 2 or evidence.window > 1:
        return None
    turns = [turn for name in evidence.replay.held for turn in _turns(evidence, name)]
    several = [turn for turn in turns if len(turn) > 1]
    if not several or 2 * len(several) < len(turns):
        return None
    if max(map(len, several)) >= evidence.replay.per_epoch:
        return None  # one batch is all that it trains on
    first, second = (evidence.line_of(turn[n] for turn in several) for n in (0, 1))
    if first == second:
        second = evidence.source.loop_between(evidence.batch_line, second) or second
    most = max(map(len, several))
    return Finding(
        CODE,
        "One batch makes several updates",
        f"{count(len(several), 'batch')} made {most} updates, each from a new forward and "
        "backward. Valid elsewhere, not what this exercise asks: one update for each batch.",
        second,
        "How many updates should one batch make?",
        {"batches": len(several), "updates": most},
    )


def _turns(evidence: Evidence, optimizer: str) -> Iterator[list[Event]]:
    """The steps of an optimizer between two batches, in groups that belong to one batch."""
    windows = evidence.replay.windows
    for iteration in evidence.iterations:
        own = (t.step for t in iteration.turns if t.step.target == optimizer)
        kept = [(windows[n], s) for s in own if (n := s.number or 0) < len(windows) and windows[n]]
        for _, turn in itertools.groupby(kept, key=lambda one: one[0]):
            yield [step for _, step in turn]
