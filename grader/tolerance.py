"""When two computations of the same thing count as equal.

Calibrated on right and wrong pairs: the same gradient computed in another order differs by about
1e-7 of its length, the smallest mistake worth a name by more than 1e-3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.trace import Array, Doubles, Layout, Mask

RTOL = 1e-4
ATOL = 1e-8
MOST_MEDIANS = 10.0
# What float32 itself may lose in one update, relative to the parameter.
ROUNDING = 4 * float(np.finfo(np.float32).eps)


@dataclass(frozen=True)
class Tolerance:
    """Equality of gradients and of parameters in one run, parameter by parameter.

    `scale` [parameters] is the root mean square of the expected gradient's norm over the run, so
    that a gradient that happens to be tiny is not held to a precision that nothing else has. Where
    a run diverges, a multiple of the median bounds it.
    """

    layout: Layout
    scale: Array

    def gradients(self, a: Array, b: Array) -> Mask:
        """Whether gradients [..., size] agree: ‖a - b‖ ≤ rtol · max(‖b‖, scale) + atol."""
        fits = [
            _norm(_wide(a[..., p]) - _wide(b[..., p]))
            <= RTOL * np.maximum(_norm(_wide(b[..., p])), scale) + ATOL
            for p, scale in zip(self.layout.slices, self.scale, strict=True)
        ]
        return np.asarray(np.all(fits, axis=0))

    def parameters(self, a: Array, b: Array, before: Array) -> Mask:
        """Whether parameters [steps, size] agree, relative to the update and to rounding."""
        fits = []
        for p in self.layout.slices:
            was, now, predicted = _wide(before[:, p]), _wide(a[:, p]), _wide(b[:, p])
            update = _norm(predicted - was)
            allowed = RTOL * np.maximum(update, _scale(update[np.isfinite(update)])) + ATOL
            allowed += ROUNDING * _norm(was)
            fits.append(_norm(now - predicted) <= allowed)
        return np.asarray(np.all(fits, axis=0))


def _wide(array: Array) -> Doubles:
    """In double precision, where the square of a float32 does not overflow."""
    return array.astype(np.float64)


def _norm(array: Doubles) -> Doubles:
    """The length of the last dimension."""
    return np.asarray(np.linalg.norm(array, axis=-1))


def of_run(expected: Array, layout: Layout) -> Tolerance:
    """The tolerance that follows from the expected gradients [steps, size], NaN rows left out."""
    finite = expected[np.isfinite(expected).all(axis=1)]
    norms = [_norm(_wide(finite[:, p])) for p in layout.slices]
    return Tolerance(layout, np.array([_scale(n) for n in norms], np.float32))


def _scale(norms: Doubles) -> float:
    """What is usual: the root mean square, bounded by a multiple of the median."""
    some = norms[norms > 0]
    if not some.size:
        return 0.0
    return float(min(np.sqrt(np.mean(norms**2)), MOST_MEDIANS * np.median(some)))
