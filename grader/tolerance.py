"""When two computations of the same thing count as equal.

Calibrated on right and wrong pairs: the same gradient computed in another order differs by about
1e-7 of its length, the smallest mistake worth a name by more than 1e-3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grader.trace import Array, Layout, Mask

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
            np.linalg.norm(a[..., p] - b[..., p], axis=-1)
            <= RTOL * np.maximum(np.linalg.norm(b[..., p], axis=-1), scale) + ATOL
            for p, scale in zip(self.layout.slices, self.scale, strict=True)
        ]
        return np.asarray(np.all(fits, axis=0))

    def parameters(self, a: Array, b: Array, before: Array) -> Mask:
        """Whether parameters [steps, size] agree, relative to the update and to rounding."""
        fits = []
        for p in self.layout.slices:
            update = np.linalg.norm(b[:, p] - before[:, p], axis=1)
            usual = np.sqrt(np.mean(np.nan_to_num(update) ** 2))
            allowed = RTOL * np.maximum(update, usual) + ATOL
            allowed += ROUNDING * np.linalg.norm(before[:, p], axis=1)
            fits.append(np.linalg.norm(a[:, p] - b[:, p], axis=1) <= allowed)
        return np.asarray(np.all(fits, axis=0))


def of_run(expected: Array, layout: Layout) -> Tolerance:
    """The tolerance that follows from the expected gradients [steps, size], NaN rows left out."""
    finite = expected[np.isfinite(expected).all(axis=1)]
    norms = [np.linalg.norm(finite[:, p].astype(np.float64), axis=1) for p in layout.slices]
    return Tolerance(layout, np.array([_scale(n) for n in norms], np.float32))


def _scale(norms: npt.NDArray[np.float64]) -> float:
    some = norms[norms > 0]
    if not some.size:
        return 0.0
    return float(min(np.sqrt(np.mean(norms**2)), MOST_MEDIANS * np.median(some)))
