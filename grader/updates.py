"""The updates that the given optimizers make of the recorded gradients, and what lies between."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.optim import SGD, Optimizer

from grader.given import Given
from grader.tolerance import Tolerance
from grader.trace import Array, Mask, Trace


def predicted_updates(given: Given, trace: Trace, optimizers: Sequence[str]) -> Array:
    """[steps, size] what the given optimizers make of the recorded parameters and gradients.

    Their state is carried from the first step to the last, fed with the *recorded* gradients: fed
    with replayed ones, Adam amplifies differences of 1e-7 until they look like mistakes.
    """
    result = np.empty_like(trace.before)
    left = list(range(trace.steps))
    if all(map(_forgets, given.optimizers.values())):
        _at_once(given, trace, optimizers, result)
        same = (result.view(np.int32) == trace.left.view(np.int32)).all(axis=1)
        left = np.flatnonzero(~same).tolist()
    stepper = _Stepper(given, trace)
    for step in left:
        result[step] = stepper(step, optimizers[step])
    return result


def _forgets(optimizer: Optimizer) -> bool:
    """Whether an optimizer takes each number by itself, and keeps nothing from step to step."""
    return type(optimizer) is SGD and all(
        not group["momentum"] and isinstance(group["lr"], float) for group in optimizer.param_groups
    )


def _at_once(given: Given, trace: Trace, optimizers: Sequence[str], result: Array) -> None:
    """Put into `result` what optimizers that forget make of all steps: each once, of all its steps.

    Up to a rounding that may be another where many numbers are computed together.
    """
    layout, parameters = given.layout, list(given.parameters.values())
    own = [parameter.data for parameter in parameters]
    result[:] = trace.before
    which, names = np.array(optimizers, object), set(optimizers) - {""}
    for name in names:
        for present in np.unique(trace.present[which == name], axis=0):
            steps = np.flatnonzero((which == name) & (trace.present == present).all(axis=1))
            made = []
            for parameter, place, there in zip(parameters, layout.slices, present, strict=True):
                parameter.grad = None
                parameter.data = torch.from_numpy(trace.before[steps, place])
                if there:
                    parameter.grad = torch.from_numpy(trace.gradients[steps, place])
                made.append(parameter.data)
            given.optimizers[name].step()
            result[steps] = torch.cat(made, dim=1).numpy()
    for parameter, data in zip(parameters, own, strict=True):
        parameter.grad, parameter.data = None, data


def forgetful(
    given: Given, trace: Trace, optimizers: Sequence[str], tolerance: Tolerance, ok: Mask
) -> float:
    """The share of the steps that are not `ok` which are right for an optimizer whose state was
    emptied at times: with each of them, or now and then.
    """
    stepper, left, explained = _Stepper(given, trace), trace.left, 0
    stepper.forget()
    for step, name in enumerate(optimizers):
        saved = stepper.state()
        fits = _fits(tolerance, left[step], stepper(step, name), trace.before[step])
        if not fits:
            stepper.forget()
            fits = _fits(tolerance, left[step], stepper(step, name), trace.before[step])
            if not fits:
                stepper.remember(saved)
                stepper(step, name)
        explained += bool(fits and not ok[step])
    return explained / max(1, int((~ok).sum()))


def deviation(trace: Trace, predicted: Array) -> float:
    """The largest distance of a step's result from the predicted one, relative to its length."""
    if not trace.steps:
        return 0.0
    off = np.linalg.norm(trace.left - predicted, axis=1)
    length = np.linalg.norm(predicted - trace.before, axis=1)
    return float(np.max(off / np.maximum(length, 1e-30), initial=0.0, where=off > 0))


def _fits(tolerance: Tolerance, left: Array, predicted: Array, before: Array) -> bool:
    return bool(tolerance.parameters(left[None], predicted[None], before[None])[0])


class _Stepper:
    """The given optimizers, made to step from recorded parameters with recorded gradients."""

    def __init__(self, given: Given, trace: Trace) -> None:
        self.given, self.trace = given, trace
        layout = given.layout
        self._flat, self._gradients = torch.zeros(layout.size), torch.zeros(layout.size)
        self._parameters = list(given.parameters.values())
        self._views = []
        for parameter, place, shape in zip(
            self._parameters, layout.slices, layout.shapes, strict=True
        ):
            parameter.data = self._flat[place].view(shape)
            self._views.append(self._gradients[place].view(shape))

    def __call__(self, step: int, optimizer: str) -> Array:
        """[size] what the optimizer makes of a recorded step; what it was where it is unknown."""
        self._flat.copy_(torch.from_numpy(self.trace.before[step].copy()))
        self._gradients.copy_(torch.from_numpy(self.trace.gradients[step].copy()))
        present = self.trace.present[step]
        for parameter, view, there in zip(self._parameters, self._views, present, strict=True):
            parameter.grad = view if there else None
        if optimizer:
            self.given.optimizers[optimizer].step()
        return self._flat.numpy().copy()

    def state(self) -> list[dict[str, Any]]:
        """A copy of what the optimizers remember."""
        return [copy.deepcopy(o.state_dict()) for o in self.given.optimizers.values()]

    def remember(self, state: list[dict[str, Any]]) -> None:
        """Go back to what they remembered."""
        for optimizer, saved in zip(self.given.optimizers.values(), state, strict=True):
            optimizer.load_state_dict(saved)

    def forget(self) -> None:
        """Empty what they remember."""
        for optimizer in self.given.optimizers.values():
            optimizer.state.clear()


def chain(trace: Trace, predicted: Array, tolerance: Tolerance) -> tuple[Mask, Mask]:
    """[steps] whether each step made the predicted update, and [steps + 1] whether anything else
    moved parameters before each step or after the last one.
    """
    steps = trace.steps
    moved = np.zeros(steps + 1, bool)
    if not steps:
        moved[0] = not np.array_equal(trace.final, trace.initial)
        return np.zeros(0, bool), moved
    nexts, left = trace.nexts, trace.left
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
