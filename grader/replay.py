"""The grader's own computation beside the trace, from its own model, data and optimizer.

For each recorded step: the gradient that its batch should have at the parameters of that moment,
and the update that the given optimizer should make of the gradient that was used. Whatever lies
between two steps, and the loss and accuracy that the final parameters really have.

Optimizer state is carried along the chain fed with the *recorded* gradients: fed with replayed
ones, Adam amplifies differences of 1e-7 until they look like mistakes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.exercise import Exercise, OptimizerSpec
from grader.given import Given
from grader.hypotheses import HYPOTHESES, Hypothesis
from grader.objective import Batch, Objective, Query
from grader.trace import Array, Layout, Mask, Trace

RTOL = 1e-4
ATOL = 1e-8
# What float32 itself may lose in one update, relative to the parameter.
ROUNDING = 4 * float(np.finfo(np.float32).eps)
MAX_ALTERNATIVES = 4
MOST_TRIED = 12


@dataclass(frozen=True)
class Replay:
    """What should have been, beside what the trace says was.

    optimizers   [steps] which given optimizer stepped
    windows      [steps] the numbers of the batches that the step's gradient belongs to
    expected     [steps, size] the gradient that it should have used
    gradient_ok  [steps] whether it did
    predicted    [steps, size] the parameters that the optimizer's rule gives
    update_ok    [steps] whether the step gave them
    moved        [steps + 1] whether something else changed parameters before that step,
                 or after the last one
    scale        [parameters] the root mean square of the expected gradient's norm
    per_epoch    the batches of one pass over the loader
    alike        hypothesis → the share of the wrong steps tried that it explains
    metrics      of the final parameters, on the grader's own model and data
    """

    layout: Layout
    held: Mapping[str, tuple[bool, ...]]
    optimizers: tuple[str, ...]
    windows: tuple[tuple[int, ...], ...]
    rows: Mapping[int, tuple[int, ...]]
    expected: Array
    gradient_ok: Mask
    predicted: Array
    update_ok: Mask
    moved: Mask
    scale: Array
    initial: Array
    per_epoch: int
    dataset_size: int
    alike: Mapping[str, float]
    metrics: Mapping[str, float]

    def close(self, a: Array, b: Array) -> Mask:
        """Whether two gradients [..., size] agree in every parameter, by the run's own scale."""
        fits = [
            np.linalg.norm(a[..., p] - b[..., p], axis=-1)
            <= RTOL * np.maximum(np.linalg.norm(b[..., p], axis=-1), scale) + ATOL
            for p, scale in zip(self.layout.slices, self.scale, strict=True)
        ]
        return np.asarray(np.all(fits, axis=0))

    def repeated(self, optimizer: str, per_epoch: int) -> tuple[int, int] | None:
        """The first epoch (from 1) of `per_epoch` updates that uses samples twice, and how many."""
        used = [
            [row for number in window for row in self.rows[number]]
            for window, name in zip(self.windows, self.optimizers, strict=True)
            if name == optimizer
        ]
        for epoch, start in enumerate(range(0, len(used), per_epoch), 1):
            rows = [row for window in used[start : start + per_epoch] for row in window]
            if again := len(rows) - len(set(rows)):
                return epoch, again
        return None

    def initial_ok(self, trace: Trace) -> bool:
        """Whether the run started from the given parameters."""
        return bool(np.array_equal(trace.initial, self.initial))


def distance(a: Array, b: Array) -> float:
    """‖a − b‖ / ‖b‖, as it is told to people."""
    norm = float(np.linalg.norm(b))
    return float(np.linalg.norm(a - b)) / norm if norm else math.inf


def replay(exercise: Exercise, given: Given, trace: Trace) -> Replay:
    """Recompute a run. `given` is the grader's own, and is used up."""
    initial = _row(given)
    names = [e.target or "" for e in trace.events if e.kind == "step" and e.target]
    optimizers = tuple(n if n in given.optimizers else "" for n in names[: trace.steps])
    optimizers += ("",) * (trace.steps - len(optimizers))
    data = _Data(given, trace)
    windows = _windows(exercise, trace, data)
    specs = {name: exercise.optimizer(name) for name in given.optimizers}
    objectives = {name: Objective(given, name) for name in given.optimizers}
    solver = _Gradients(exercise, objectives, specs, data, trace, optimizers)
    expected = solver.expected(windows)
    held = {name: tuple(o.held) for name, o in objectives.items()}
    scale = _scale(expected, given.layout)
    shell = Replay(
        layout=given.layout,
        held=held,
        optimizers=optimizers,
        windows=tuple(windows),
        rows=data.rows,
        expected=expected,
        gradient_ok=np.zeros(trace.steps, bool),
        predicted=np.zeros_like(expected),
        update_ok=np.zeros(trace.steps, bool),
        moved=np.zeros(trace.steps + 1, bool),
        scale=scale,
        initial=initial,
        per_epoch=data.per_epoch,
        dataset_size=data.size,
        alike={},
        metrics={},
    )
    used = _used(trace, shell)
    ok = shell.close(used, expected) & np.isfinite(used).all(axis=1)
    ok = solver.reassign(ok, used, expected, windows, shell)
    alike = {} if ok.all() else solver.alike(ok, used, windows, shell)
    predicted = _updates(given, trace, optimizers)
    update_ok, moved = _chain(trace, shell, predicted)
    fields = {**shell.__dict__, "windows": tuple(windows), "gradient_ok": ok}
    fields |= {"alike": alike, "predicted": predicted, "update_ok": update_ok, "moved": moved}
    return Replay(**{**fields, "metrics": _measure(given, trace)})


def _row(given: Given) -> Array:
    parts = [p.detach().reshape(-1) for p in given.parameters.values()]
    return np.asarray(torch.cat(parts).numpy().copy())


def _scale(expected: Array, layout: Layout) -> Array:
    finite = np.nan_to_num(expected, nan=0.0, posinf=0.0, neginf=0.0)
    norms = [np.linalg.norm(finite[:, p], axis=1) for p in layout.slices]
    return np.array(
        [np.sqrt(np.mean(n**2)) if n.size else 0.0 for n in norms], dtype=np.float32
    )


def _used(trace: Trace, shell: Replay) -> Array:
    """The recorded gradients, 0 for parameters that the stepping optimizer does not hold."""
    keep = np.zeros((trace.steps, shell.layout.size), bool)
    for step, name in enumerate(shell.optimizers):
        for place, held in zip(shell.layout.slices, shell.held.get(name, ()), strict=False):
            keep[step, place] = held
    return np.where(keep, trace.gradients, 0.0).astype(np.float32)


# ---------------------------------------------------------------------- data


class _Data:
    """The grader's own copy of each batch that the given loader yielded, by batch number."""

    def __init__(self, given: Given, trace: Trace) -> None:
        loader = next(iter(given.loaders.values()), None)
        dataset: Any = loader.dataset if loader is not None else ()
        self.size = len(dataset)
        self.per_epoch = len(loader) if loader is not None else 0
        self.rows: dict[int, tuple[int, ...]] = {}
        for event in trace.events:
            rows = event.facts.get("rows")
            if event.kind == "batch" and event.number is not None and isinstance(rows, list):
                if all(r < self.size for r in rows) and rows:
                    self.rows[event.number] = tuple(rows)
        self.whole: Batch = ()
        if loader is not None and self.rows and loader.collate_fn is not None:
            self.whole = tuple(loader.collate_fn([dataset[i] for i in range(self.size)]))

    def batch(self, number: int) -> Batch | None:
        """The tensors of a batch, or None where the trace has no such batch."""
        rows = self.rows.get(number)
        if rows is None:
            return None
        index = torch.tensor(rows)
        return tuple(part[index] for part in self.whole)


def _windows(exercise: Exercise, trace: Trace, data: _Data) -> list[tuple[int, ...]]:
    """For each step, the batches that it should be the update of.

    They are the last ones that went forward with gradients since this optimizer's last step, or,
    where no forward was seen, the last ones that the loader yielded.
    """
    windows: list[tuple[int, ...]] = []
    forwards: dict[str, list[int]] = {}
    yielded: list[int] = []
    for event in trace.events:
        if event.kind == "batch" and event.number in data.rows:
            yielded.append(event.number)  # type: ignore[arg-type]  # in rows, so not None
        elif event.kind == "forward" and event.number in data.rows:
            if event.facts.get("grad", True):
                for seen in forwards.values():
                    seen.append(event.number)  # type: ignore[arg-type]  # in rows
                forwards.setdefault("", []).append(event.number)  # type: ignore[arg-type]
        elif event.kind == "step" and event.target:
            k = exercise.optimizer(event.target).window
            seen = forwards.get(event.target, forwards.get("", []))
            distinct = list(dict.fromkeys(seen)) or yielded[-k:]
            windows.append(tuple(distinct[-k:]))
            forwards[event.target] = []
    windows += [()] * (trace.steps - len(windows))
    return windows[: trace.steps]


# ---------------------------------------------------------------------- gradients


class _Gradients:
    """Expected gradients of the trace's steps, for the windows that they are asked for."""

    def __init__(
        self,
        exercise: Exercise,
        objectives: Mapping[str, Objective],
        specs: Mapping[str, OptimizerSpec],
        data: _Data,
        trace: Trace,
        optimizers: Sequence[str],
    ) -> None:
        self.exercise = exercise
        self.objectives = objectives
        self.specs = specs
        self.data = data
        self.trace = trace
        self.optimizers = optimizers

    def expected(self, windows: Sequence[tuple[int, ...]]) -> Array:
        """[steps, size]; NaN where a step has no batch."""
        if self.exercise.carry:
            return self._carried(windows)
        return self.at(range(self.trace.steps), windows)

    def at(self, steps: Iterable[int], windows: Sequence[tuple[int, ...]]) -> Array:
        """[steps, size] for some steps; `windows` are in the order of `steps`."""
        result = np.full((len(windows), self.trace.final.size), np.nan, np.float32)
        queries: dict[str, list[tuple[int, Query]]] = {}
        for index, (step, window) in enumerate(zip(steps, windows, strict=True)):
            batches = [self.data.batch(number) for number in window]
            if self.optimizers[step] and batches:
                queries.setdefault(self.optimizers[step], []).extend(
                    (index, Query(self.trace.before[step], b)) for b in batches if b is not None
                )
        for name, asked in queries.items():
            found = self.objectives[name].gradients([query for _, query in asked])
            places = [index for index, _ in asked]
            result[places] = 0.0
            np.add.at(result, places, found)
            self._finish(result, name, places)
        return result

    def _finish(self, result: Array, name: str, places: list[int]) -> None:
        """Turn the sum over each window into the mean, and clip, where the exercise says so."""
        spec = self.specs[name]
        unique, counts = np.unique(places, return_counts=True)
        if spec.scale == "mean":
            result[unique] /= counts[:, None]
        if spec.clip_norm is not None:
            norms = np.linalg.norm(result[unique], axis=1, keepdims=True)
            result[unique] *= np.minimum(1.0, spec.clip_norm / (norms + 1e-6))

    def _carried(self, windows: Sequence[tuple[int, ...]]) -> Array:
        """As `expected`, each batch following from the state that the one before it left.

        The carry starts anew with each pass over the loader.
        """
        result = np.full((self.trace.steps, self.trace.final.size), np.nan, np.float32)
        passes = {e.number: e.facts.get("of") for e in self.trace.events if e.kind == "batch"}
        carry, current = None, None
        for step, window in enumerate(windows):
            batch = self.data.batch(window[-1]) if window else None
            if batch is None or not self.optimizers[step]:
                continue
            if passes.get(window[-1]) != current:
                carry, current = None, passes.get(window[-1])
            objective = self.objectives[self.optimizers[step]]
            gradient, carry = objective.carried(self.trace.before[step], batch, carry)
            result[step] = gradient[0]
            self._finish(result, self.optimizers[step], [step])
        return result

    def reassign(
        self,
        ok: Mask,
        used: Array,
        expected: Array,
        windows: list[tuple[int, ...]],
        shell: Replay,
    ) -> Mask:
        """Look for another batch that explains a step which its own does not.

        A loop that fetches one batch ahead, or that runs other batches forward between backward
        and step, is right all the same. `windows` and `expected` are updated in place.
        """
        if self.exercise.carry or ok.all():
            return ok
        ok = ok.copy()
        others = self._alternatives(windows)
        for rank in range(MAX_ALTERNATIVES):
            steps = [s for s in np.flatnonzero(~ok) if rank < len(others[s]) and used[s].any()]
            if not steps:
                break
            tried = [(others[s][rank],) for s in steps]
            found = self.at(steps, tried)
            for step, window, gradient, fits in zip(
                steps, tried, found, shell.close(used[steps], found), strict=True
            ):
                if fits:
                    ok[step], windows[step], expected[step] = True, window, gradient
        return ok

    def alike(
        self, ok: Mask, used: Array, windows: Sequence[tuple[int, ...]], shell: Replay
    ) -> dict[str, float]:
        """How much of the wrong steps each hypothesis explains, tried on the first of them."""
        steps = [
            int(s)
            for s in np.flatnonzero(~ok)
            if used[s].any() and len(windows[s]) == 1 and self.optimizers[s]
        ][:MOST_TRIED]
        found: dict[str, float] = {}
        for hypothesis in HYPOTHESES:
            fits = [self._fits(hypothesis, s, windows[s][0], used[s], shell) for s in steps]
            if any(fits):
                found[hypothesis.name] = sum(fits) / len(fits)
        return found

    def _fits(
        self, hypothesis: Hypothesis, step: int, number: int, used: Array, shell: Replay
    ) -> bool:
        objective = self.objectives[self.optimizers[step]]
        batch, other = self.data.batch(number), self.data.batch(number + hypothesis.shift)
        if objective.custom is not None or batch is None or other is None:
            return False
        objective.transform = hypothesis.transform
        try:
            query = Query(self.trace.before[step], (*batch[:-1], other[-1]))
            return bool(shell.close(used, objective.gradients([query])[0]))
        except (RuntimeError, ValueError, IndexError):
            return False  # labels of another size, an output of another shape
        finally:
            objective.transform = None

    def _alternatives(self, windows: Sequence[tuple[int, ...]]) -> list[list[int]]:
        """For each step, the batches seen since the step before, and their neighbours."""
        found: list[list[int]] = []
        recent: list[int] = []
        for event in self.trace.events:
            if event.kind in ("batch", "forward") and event.number in self.data.rows:
                recent.append(event.number)  # type: ignore[arg-type]  # in rows
            elif event.kind == "step" and event.target and len(found) < len(windows):
                own = windows[len(found)]
                near = [n + d for n in own for d in (-1, 1)]
                distinct = dict.fromkeys([*near, *recent[::-1]])
                single = self.specs[event.target].window == 1 if event.target in self.specs else False
                found.append([n for n in distinct if n in self.data.rows and n not in own] if single else [])
                recent = recent[-1:]
        found += [[]] * (len(windows) - len(found))
        return found


# ---------------------------------------------------------------------- updates


def _updates(given: Given, trace: Trace, optimizers: Sequence[str]) -> Array:
    """[steps, size] what the given optimizers make of the recorded parameters and gradients."""
    predicted = np.empty_like(trace.before)
    layout, parameters = given.layout, list(given.parameters.values())
    flat = torch.zeros(layout.size)
    gradients = torch.zeros(layout.size)
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
        predicted[step] = flat.numpy()
    return predicted


def _chain(trace: Trace, shell: Replay, predicted: Array) -> tuple[Mask, Mask]:
    """Whether each step made the predicted update, and whether anything else moved parameters."""
    steps = trace.steps
    moved = np.zeros(steps + 1, bool)
    if not steps:
        moved[0] = not np.array_equal(trace.final, trace.initial)
        return np.zeros(0, bool), moved
    nexts = np.concatenate([trace.before[1:], trace.final[None]])
    left = nexts.copy()
    for step, row in trace.after.items():
        left[step] = row
    ok = _same_place(left, predicted, trace.before, shell.layout)
    moved[0] = not np.array_equal(trace.before[0], trace.initial)
    moved[1:] = ~_same_place(nexts, left, trace.before, shell.layout)
    if trace.steps_seen > steps:
        moved[-1] = False  # later steps were made, and not kept
        ok[-1] = ok[-1] or steps - 1 not in trace.after
    return ok, moved


def _same_place(a: Array, b: Array, before: Array, layout: Layout) -> Mask:
    """Whether parameters [steps, size] agree, relative to the update and to float32's rounding."""
    fits = []
    for p in layout.slices:
        update = np.linalg.norm(b[:, p] - before[:, p], axis=1)
        usual = np.sqrt(np.mean(np.nan_to_num(update) ** 2))
        allowed = RTOL * np.maximum(update, usual)
        allowed += ROUNDING * np.linalg.norm(before[:, p], axis=1) + ATOL
        fits.append(np.linalg.norm(a[:, p] - b[:, p], axis=1) <= allowed)
    return np.asarray(np.all(fits, axis=0))


def _measure(given: Given, trace: Trace) -> dict[str, float]:
    """Loss, accuracy and whatever given.py measures, of the final parameters."""
    layout = given.layout
    with torch.no_grad():
        for parameter, place, shape in zip(
            given.parameters.values(), layout.slices, layout.shapes, strict=True
        ):
            parameter.copy_(torch.from_numpy(trace.final[place].copy()).view(shape))
    for module in given.modules.values():
        module.eval()
    measured = given.module.measure(*given.modules.values())
    return {name: float(value) for name, value in measured.items()}


