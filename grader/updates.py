"""The updates that the given optimizers make of the recorded gradients, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from grader.given import Given
from grader.tolerance import Tolerance
from grader.trace import Array, Mask, Trace


def predicted_updates(given: Given, trace: Trace, optimizers: Sequence[str]) -> Array:
    """[steps, size] what the given optimizers make of the recorded parameters and gradients.

    Their state is carried from the first step to the last, fed with the *recorded* gradients: fed
    with replayed ones, Adam amplifies differences of 1e-7 until they look like mistakes.
    """
    result = np.empty_like(trace.before)
    layout, parameters = given.layout, list(given.parameters.values())
    flat, gradients = torch.zeros(layout.size), torch.zeros(layout.size)
    views = []
    for parameter, place, shape in zip(parameters, layout.slices, layout.shapes, strict=True):
        parameter.data = flat[place].view(shape)
        views.append(gradients[place].view(shape))
    for step, name in enumerate(optimizers):
        flat.copy_(torch.from_numpy(trace.before[step].copy()))
        gradients.copy_(torch.from_numpy(trace.gradients[step].copy()))
        for parameter, view, present in zip(parameters, views, trace.present[step], strict=True):
            parameter.grad = view if present else None
        if name:
            given.optimizers[name].step()
        result[step] = flat.numpy()
    return result


def chain(trace: Trace, predicted: Array, tolerance: Tolerance) -> tuple[Mask, Mask]:
    """[steps] whether each step made the predicted update, and [steps + 1] whether anything else
    moved parameters before each step or after the last one.
    """
    steps = trace.steps
    moved = np.zeros(steps + 1, bool)
    if not steps:
        moved[0] = not np.array_equal(trace.final, trace.initial)
        return np.zeros(0, bool), moved
    nexts = np.concatenate([trace.before[1:], trace.final[None]])
    left = nexts.copy()
    for step, row in trace.after.items():
        left[step] = row
    ok = tolerance.parameters(left, predicted, trace.before) | ~_finite(trace)
    moved[0] = not np.array_equal(trace.before[0], trace.initial)
    same = (nexts.view(np.int32) == left.view(np.int32)).all(axis=1)  # also where they are NaN
    moved[1:] = ~(same | tolerance.parameters(nexts, left, trace.before))
    if trace.steps_seen > steps:
        # Later steps were made and not kept, so what comes after the last one kept is theirs.
        moved[-1] = False
        ok[-1] = ok[-1] or steps - 1 not in trace.after
    return ok, moved


def _finite(trace: Trace) -> Mask:
    """[steps] whether parameters and gradients are numbers: of others there is no right update."""
    rows = np.concatenate([trace.before, trace.gradients], axis=1)
    return np.asarray(np.isfinite(rows).all(axis=1))
