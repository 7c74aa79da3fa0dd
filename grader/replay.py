"""The grader's own computation beside the trace, from its own model, data and optimizer.

For each recorded step: the gradient that its batch should have at the parameters of that moment,
and the update that the given optimizer should make of the gradient that was used. Whatever lies
between two steps, and the loss and accuracy that the final parameters really have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from grader.batches import Batches, windows
from grader.exercise import Exercise
from grader.given import Given
from grader.gradients import Gradients
from grader.hypotheses import Batch
from grader.tolerance import of_run
from grader.trace import Array, Layout, Mask, Trace
from grader.updates import chain, deviation, forgetful, predicted_updates


@dataclass(frozen=True)
class Replay:
    """What should have been, beside what the trace says was.

    held         optimizer → [parameters] which of them it updates
    reach        optimizer → [parameters] which of them its loss depends on, where it is asked
    optimizers   [steps] which given optimizer stepped, "" where none is known
    windows      [steps] the numbers of the batches that the step's gradient belongs to
    since        [steps] how many batches were trained on since the optimizer's step before
    first        the batch of the first step, as the grader has it; empty where there is none
    rows         batch number → the rows of the dataset in it
    plain        whether the loss is just criterion(model(inputs), targets)
    expected     [steps, size] the gradient that the step should have used; NaN where none
    raw          [steps, size] the same before any clipping that the exercise asks for
    used         [steps, size] the recorded gradients of the parameters that the optimizer updates
    gradient_ok  [steps] whether they are the expected ones
    predicted    [steps, size] the parameters that the optimizer's rule gives
    update_ok    [steps] whether the step gave them
    moved        [steps + 1] whether something else changed parameters before that step,
                 or after the last one
    deviation    how far the updates are from the predicted ones, relative to their length, at most
    forgetful    the share of the wrong updates that an emptied optimizer state explains
    alike        hypothesis → the share of the wrong steps tried that it explains
    weights      term of the loss → [wrong steps tried] how many times it is in the gradient used
    initial      [size] the given parameters
    strange      training forwards of the given model whose inputs are no batch's
    per_epoch    the batches of one pass over the loader
    samples      the samples in them
    metrics      of the final parameters, on the grader's own model and data
    """

    layout: Layout
    held: Mapping[str, tuple[bool, ...]]
    reach: Mapping[str, tuple[bool, ...]]
    optimizers: tuple[str, ...]
    windows: tuple[tuple[int, ...], ...]
    since: tuple[int, ...]
    first: Batch
    rows: Mapping[int, tuple[int, ...]]
    plain: bool
    expected: Array
    raw: Array
    used: Array
    gradient_ok: Mask
    predicted: Array
    update_ok: Mask
    moved: Mask
    deviation: float
    forgetful: float
    alike: Mapping[str, float]
    weights: Mapping[str, Array]
    initial: Array
    strange: int
    per_epoch: int
    samples: int
    metrics: Mapping[str, float]

    def repeated(self, optimizer: str, per_epoch: int) -> tuple[int, int] | None:
        """The first epoch (from 1) of `per_epoch` updates that uses samples twice, and how many."""
        for epoch, updates in enumerate(self._epochs(optimizer, per_epoch), 1):
            rows = [row for update in updates for row in update]
            if again := len(rows) - len(set(rows)):
                return epoch, again
        return None

    @property
    def explained(self) -> bool:
        """Whether a hypothesis tells what most of the wrong gradients are."""
        return max(self.alike.values(), default=0.0) >= 0.5

    def missing(self, optimizer: str, per_epoch: int) -> tuple[int, int] | None:
        """The first whole epoch (from 1) of `per_epoch` updates that lacks samples: how many."""
        for epoch, updates in enumerate(self._epochs(optimizer, per_epoch), 1):
            used = sum(map(len, updates))
            if len(updates) == per_epoch and used < self.samples:
                return epoch, self.samples - used
        return None

    def _epochs(self, optimizer: str, per_epoch: int) -> Iterator[list[list[int]]]:
        """The rows of each update's window, in blocks of `per_epoch` updates."""
        used = [
            [row for number in window for row in self.rows[number]]
            for window, name in zip(self.windows, self.optimizers, strict=True)
            if name == optimizer
        ]
        for start in range(0, len(used), per_epoch):
            yield used[start : start + per_epoch]

    def initial_ok(self, trace: Trace) -> bool:
        """Whether the run started from the given parameters."""
        return bool(np.array_equal(trace.initial, self.initial))


def distance(a: Array, b: Array) -> float:
    """‖a - b‖ / ‖b‖, as it is told to people."""
    norm = float(np.linalg.norm(b))
    return float(np.linalg.norm(a - b)) / norm if norm else math.inf


def replay(exercise: Exercise, given: Given, trace: Trace) -> Replay:
    """Recompute a run. `given` is the grader's own, and is used up."""
    with np.errstate(over="ignore", invalid="ignore"):  # a run that diverges is no mistake of ours
        return _replay(exercise, given, trace)


def _replay(exercise: Exercise, given: Given, trace: Trace) -> Replay:
    initial = _row(given)
    batches = Batches(given, trace)
    optimizers = _optimizers(given, trace)
    gradients = Gradients(exercise, given, batches, trace, optimizers)
    held = {name: tuple(objective.held) for name, objective in gradients.objectives.items()}
    own, since = windows(exercise, trace, batches)
    expected = gradients.expected(own)
    tolerance = of_run(expected, given.layout)
    used = _used(trace, given.layout, held, optimizers)
    numbers = np.isfinite(used).all(axis=1) & np.isfinite(expected).all(axis=1)
    ok = tolerance.gradients(used, expected) & numbers
    gradients.reassign(ok, used, expected, own, tolerance)
    alike = {} if ok.all() else gradients.alike(ok, used, expected, own)
    predicted = predicted_updates(given, trace, optimizers)
    update_ok, moved = chain(trace, predicted, tolerance)
    return Replay(
        layout=given.layout,
        held=held,
        reach={} if ok.all() else gradients.reach(),
        optimizers=optimizers,
        windows=tuple(own),
        since=tuple(since),
        first=(batches[own[0][-1]] if own and own[0] else None) or (),
        rows=batches.rows,
        plain=all(o.custom is None for o in gradients.objectives.values()),
        expected=expected,
        raw=expected if ok.all() else gradients.unclipped(own, expected),
        used=used,
        gradient_ok=ok,
        predicted=predicted,
        update_ok=update_ok,
        moved=moved,
        deviation=deviation(trace, predicted),
        forgetful=0.0
        if update_ok.all()
        else forgetful(given, trace, optimizers, tolerance, update_ok),
        alike=alike,
        weights={} if ok.all() else gradients.weights(ok, used, own),
        initial=initial,
        strange=batches.strangers(trace),
        per_epoch=batches.per_epoch,
        samples=batches.samples,
        metrics=measure(given, trace.final),
    )


def _row(given: Given) -> Array:
    parts = [p.detach().reshape(-1) for p in given.parameters.values()]
    return np.asarray(torch.cat(parts).numpy().copy())


def _optimizers(given: Given, trace: Trace) -> tuple[str, ...]:
    named = [event.target or "" for event in trace.named("step")]
    known = [name if name in given.optimizers else "" for name in named[: trace.steps]]
    return (*known, *[""] * (trace.steps - len(known)))


def _used(
    trace: Trace, layout: Layout, held: Mapping[str, Sequence[bool]], optimizers: Sequence[str]
) -> Array:
    """The recorded gradients, 0 for parameters that the stepping optimizer does not hold."""
    columns = {name: np.repeat(np.array(mask), layout.sizes) for name, mask in held.items()}
    nothing = np.zeros(layout.size, bool)
    keep = np.array([columns.get(name, nothing) for name in optimizers], bool)
    return np.where(keep.reshape(trace.gradients.shape), trace.gradients, np.float32(0))


def measure(given: Given, row: Array) -> dict[str, float]:
    """Loss, accuracy and whatever given.py measures, of the parameters in `row` [size]."""
    put(given, row)
    for module in given.modules.values():
        module.eval()
    measured = given.module.measure(*given.modules.values())
    return {name: float(value) for name, value in measured.items()}


def put(given: Given, row: Array) -> None:
    """Give the given modules the parameters in `row` [size]."""
    layout = given.layout
    with torch.no_grad():
        for parameter, place, shape in zip(
            given.parameters.values(), layout.slices, layout.shapes, strict=True
        ):
            parameter.copy_(torch.from_numpy(row[place].copy()).view(shape))
