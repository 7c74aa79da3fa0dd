"""`gradient-scaled`: the gradient is a multiple of what it should be."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.trace import Array
from grader.verdict import Finding

CODE = "gradient-scaled"


def factors(evidence: Evidence, of: Array | None = None) -> Array | None:
    """For each wrong step the k with gradient = k · expected, if most of them have one.

    `of` [steps, size] is taken instead of what was expected.
    """
    replay = evidence.replay
    numbers = np.isfinite(replay.expected).all(axis=1) & np.isfinite(replay.used).all(axis=1)
    bad = np.flatnonzero(~replay.gradient_ok & numbers)
    if not bad.size:
        return None
    right = replay.expected if of is None else of
    used, expected = replay.used[bad].astype(float), right[bad].astype(float)
    square = np.maximum((expected**2).sum(axis=1), 1e-30)
    k = (used * expected).sum(axis=1) / square
    rest = np.linalg.norm(used - k[:, None] * expected, axis=1)
    # What the factor leaves unexplained must be small beside what it explains.
    explained = np.minimum(np.abs(k - 1), 1) * np.linalg.norm(used, axis=1)
    fits = (rest <= 1e-2 * explained) & (np.abs(k) > 1e-6)
    if 4 * fits.sum() < 3 * bad.size:
        return None
    numbers_in_one = np.abs(expected).astype(bool).sum(axis=1).max()
    if numbers_in_one < 2 and not np.allclose(k[fits], k[fits][0], rtol=1e-2):
        return None  # a single number is always some multiple of another
    return np.asarray(k[fits])


def find(evidence: Evidence) -> Finding | None:
    """The gradient used is k times the batch's."""
    if evidence.rate_for_sums or evidence.beside_the_loss or evidence.exchanged:
        return None
    found = factors(evidence)
    if found is None or evidence.replay.explained:
        return _terms(evidence)
    k = float(np.median(found))
    same = bool(np.allclose(found, k, rtol=1e-2))
    seeds = [e for e in evidence.reaching if "seed" in e.facts]
    return Finding(
        CODE,
        "The gradient is scaled",
        f"The gradient used is {'' if same else 'about '}{k:.6g} times the gradient of this "
        f"batch's loss, at {len(found)} steps. Valid elsewhere, not what this exercise asks.",
        evidence.source.gradient_scaling()
        or evidence.source.scaled_before(evidence.backward_line)
        or evidence.line_of(seeds)
        or evidence.source.scaling()
        or evidence.loss_origin,
        "What is the loss multiplied with, or divided by, before it goes backward?",
        {"factor": k, "steps": len(found)},
    )


def _terms(evidence: Evidence) -> Finding | None:
    """The gradient used has the terms of the loss with other weights than 1."""
    weights = {name: float(np.median(times)) for name, times in evidence.replay.weights.items()}
    if not weights or any(np.ptp(times) > 1e-2 for times in evidence.replay.weights.values()):
        return None
    steps = int((~evidence.replay.gradient_ok).sum())
    told = ", ".join(f"the {name} {k:.4g} times" for name, k in weights.items())
    return Finding(
        CODE,
        "The terms of the loss have other weights",
        f"At {steps} steps the gradient used has {told}, where each counts once. Valid elsewhere, "
        "not what this exercise asks.",
        evidence.source.scaled_before(evidence.backward_line) or evidence.loss_origin,
        "With which weights are the losses added?",
        {"weights": weights, "steps": steps},
    )
