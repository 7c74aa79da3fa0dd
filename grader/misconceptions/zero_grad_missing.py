"""`zero-grad-missing`: each backward adds to the gradients of the batches before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from grader.evidence import Evidence
from grader.misconceptions import graph_not_cut
from grader.replay import distance
from grader.verdict import Finding

CODE = "zero-grad-missing"
IntArray = npt.NDArray[np.int64]


def find(evidence: Evidence) -> Finding | None:
    """What a step adds to the gradient before it is just its own batch's gradient."""
    trace, replay = evidence.trace, evidence.replay
    numbers = np.isfinite(replay.used).all(axis=1) & np.isfinite(replay.expected).all(axis=1)
    bad = np.flatnonzero(~replay.gradient_ok & numbers)
    bad = bad[bad > 0]
    if not bad.size:
        return None
    explained, piling = sums(evidence, bad)
    if 2 * explained.size < bad.size or not any(piling):
        return _faded(evidence, bad)
    if graph_not_cut.find(evidence):
        return None  # what is added is the other model's, and no batch's before
    if len(replay.held) == 1 and np.mean([evidence.emptied[s] for s in explained]) > 0.5:
        return None  # .grad was empty: the sum is in the loss
    step = int(explained[0])
    alone = distance(replay.used[step], replay.expected[step])
    columns = np.repeat(piling, replay.layout.sizes)
    total = replay.expected[step] + np.where(columns, trace.gradients[step - 1], 0)
    rest = distance(replay.used[step], total)
    seen = (
        f"The gradient used in step {step + 1} is the sum of this batch's gradient and the one "
        f"used before (relative difference to this batch's alone {alone:.2g}, to the sum "
        f"{rest:.1g}), and so it is at {explained.size} of {trace.steps} steps."
    )
    optimizer = replay.optimizers[step]
    return Finding(
        CODE,
        "The gradients pile up",
        seen + _why(evidence, piling, optimizer),
        _place(evidence, optimizer),
        "backward() adds to .grad. Who empties it between two batches?",
        {"step": step + 1, "to_batch_alone": alone, "to_sum": rest, "steps": int(explained.size)},
    )


def _why(evidence: Evidence, piling: list[bool], optimizer: str) -> str:
    """What became of the attempt to empty them, if there was one."""
    replay, ran = evidence.replay, len(evidence.zeroing)
    held = replay.held[optimizer]
    if not all(piles for piles, holds in zip(piling, held, strict=True) if holds):
        names = [n for n, piles in zip(replay.layout.names, piling, strict=True) if piles]
        return f" Only {', '.join(names)} pile up: the others are emptied."
    if evidence.source.uncalled("zero_grad"):
        return " zero_grad was named without being called: its parentheses are missing."
    if ran and ran < evidence.trace.steps:
        return f" zero_grad() ran {ran} times, not once for each step."
    return " zero_grad() ran, but not on what holds the model's parameters." if ran else ""


def _place(evidence: Evidence, optimizer: str) -> int | None:
    """The attempt to zero that does not work, or the head of the loop that has none."""
    source, others = evidence.source, set(evidence.replay.held) - {optimizer}
    tried = [e for e in evidence.zeroing if e.target not in others]
    if others and not tried:
        return source.uncalled("zero_grad") or evidence.batch_line
    return (
        source.uncalled("zero_grad")
        or source.unreached("zero_grad", {e.line for e in evidence.zeroing})
        or evidence.line_of(tried)
        or source.zeroing_by_hand()
        or evidence.batch_line
    )


def sums(evidence: Evidence, steps: IntArray) -> tuple[IntArray, list[bool]]:
    """The steps whose wrong parameters are all explained by the sum, and which parameters pile up.

    Subtracting two large sums leaves their rounding errors, so the scale is that of the sums.
    """
    replay = evidence.replay
    used, expected = replay.used[steps].astype(float), replay.expected[steps].astype(float)
    masks = np.array([replay.held.get(replay.optimizers[s], ()) for s in steps], bool)
    held = np.repeat(masks, replay.layout.sizes, axis=1)
    earlier = np.where(held, evidence.trace.gradients[steps - 1], 0)
    explained, summed = np.ones(len(steps), bool), np.zeros(len(steps), bool)
    piling = []
    for p in replay.layout.slices:
        length = np.linalg.norm(expected[:, p], axis=1)
        larger = np.maximum(
            np.linalg.norm(used[:, p], axis=1), np.linalg.norm(earlier[:, p], axis=1)
        )
        allowed = 1e-3 * length + 1e-5 * larger + 1e-8
        alone = np.linalg.norm(used[:, p] - expected[:, p], axis=1) <= allowed
        added = np.linalg.norm(used[:, p] - earlier[:, p] - expected[:, p], axis=1) <= allowed
        explained &= alone | added
        summed |= added & ~alone
        mine = held[:, p.start]
        piling.append(bool(mine.any() and np.mean((added & ~alone)[mine]) > 0.25))
    return steps[explained & summed], piling


def _faded(evidence: Evidence, steps: IntArray) -> Finding | None:
    """A same part of the gradient before is left in each gradient."""
    replay = evidence.replay
    rest = (replay.used[steps] - replay.expected[steps]).astype(float)
    earlier = evidence.trace.gradients[steps - 1].astype(float)
    square = np.maximum((earlier**2).sum(axis=1), 1e-30)
    part = (rest * earlier).sum(axis=1) / square
    off = np.linalg.norm(rest - part[:, None] * earlier, axis=1)
    fits = off <= 1e-2 * np.linalg.norm(rest, axis=1)
    k = float(np.median(part))
    if 2 * fits.sum() < steps.size or not 1e-3 < k < 0.999 or np.abs(part[fits] - k).max() > 1e-2:
        return None
    return Finding(
        CODE,
        "The gradients pile up in part",
        f"At {steps.size} steps the gradient used is this batch's and {k:.3g} times the one used "
        "before: what was there was made smaller, not emptied.",
        evidence.source.gradient_by_hand() or _place(evidence, replay.optimizers[int(steps[0])]),
        "What should .grad hold before backward() adds to it?",
        {"part": k, "steps": int(steps.size)},
    )
