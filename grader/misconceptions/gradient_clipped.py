"""`gradient-clipped`: the gradient was made shorter between backward and step, unasked."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.misconceptions.gradient_scaled import factors
from grader.source import CLIPPERS
from grader.verdict import Finding

CODE = "gradient-clipped"


def find(evidence: Evidence) -> Finding | None:
    """Where the gradient is not the batch's, it ends at one common norm, or at one common bound."""
    replay = evidence.replay
    bad = np.flatnonzero(~replay.gradient_ok & np.isfinite(replay.expected).all(axis=1))
    if not bad.size or replay.explained:
        return None
    used, expected = replay.used[bad], replay.raw[bad]
    bound = _norm_bound(evidence, used) or _value_bound(used, expected)
    if bound is None and evidence.clips and len(bad) == 1 and _shorter(used, expected):
        bound = "norm", float(np.linalg.norm(used))
    asked = [evidence.exercise.optimizer(name).clip_norm for name in replay.held]
    if bound is None and any(asked) and _shorter(used, expected):
        return _otherwise(evidence, int(bad.size))
    if bound is None or (bad.size < 2 and not evidence.source.call(*CLIPPERS)):
        return None
    what, value = bound
    return Finding(
        CODE,
        "The gradient was clipped",
        f"At {bad.size} steps the gradient of the batch was longer than allowed and was cut to "
        f"{what} {value:.3g}. Valid elsewhere, not what this exercise asks"
        + (f": a norm of {asked[0]:g}." if asked[0] else "."),
        evidence.source.call(*CLIPPERS) or evidence.line_of(evidence.reaching),
        "What happens to the gradients between backward() and step()?",
        {"bound": value, "steps": int(bad.size)},
    )


def _norm_bound(evidence: Evidence, used: np.ndarray) -> tuple[str, float] | None:
    k = factors(evidence, evidence.replay.raw)
    asked = any(evidence.exercise.optimizer(n).clip_norm for n in evidence.replay.held)
    if k is None or len(k) != len(used) or np.ptp(k) < 1e-3:
        return None
    if not ((k > 0) & ((k < 1.001) | asked)).all():
        return None
    norms = np.linalg.norm(used, axis=1)[(k < 0.999) | asked]
    if not norms.size:
        return None
    same = np.abs(norms - np.median(norms)) <= 1e-3 * np.median(norms)
    return ("norm", float(np.median(norms))) if same.all() else None


def _value_bound(used: np.ndarray, expected: np.ndarray) -> tuple[str, float] | None:
    value = float(np.abs(used).max())
    cut = np.abs(expected).max(axis=1) > 1.001 * value
    clamped = np.clip(expected, -value, value)
    off = np.linalg.norm(used - clamped, axis=1)
    close = off <= 1e-3 * np.linalg.norm(clamped, axis=1)
    return ("at most", value) if value and (close & cut).all() else None


def _shorter(used: np.ndarray, expected: np.ndarray) -> bool:
    """Whether each number lies between 0 and the one of the batch's gradient."""
    slack = 1e-3 * np.abs(expected).max(axis=1, keepdims=True)
    low, high = np.minimum(expected, 0) - slack, np.maximum(expected, 0) + slack
    return bool(((used >= low) & (used <= high)).all() and used.any())


def _otherwise(evidence: Evidence, steps: int) -> Finding:
    return Finding(
        CODE,
        "The gradient was clipped in another way than asked",
        f"At {steps} steps the gradient is a shortened one, and not the one that is clipped to the "
        "norm that the exercise asks for, all parameters together.",
        evidence.source.call(*CLIPPERS)
        or evidence.source.gradient_by_hand()
        or evidence.source.gradient_scaling()
        or evidence.line_of(evidence.reaching),
        "Of which numbers is the norm taken, and what are they divided by?",
        {"steps": steps},
    )
