"""The gradient that each recorded step should have used, and what else might explain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from grader.batches import Batches, alternatives
from grader.exercise import Exercise
from grader.given import Given
from grader.hypotheses import HYPOTHESES, Hypothesis
from grader.objective import Objective, Query
from grader.tolerance import Tolerance
from grader.trace import Array, Mask, Trace

MAX_ALTERNATIVES = 4
# Wrong steps on which the hypotheses are tried: enough to tell, whatever the run's length.
MOST_TRIED = 12

Windows = Sequence[tuple[int, ...]]


class Gradients:
    """Expected gradients of a trace's steps, for the windows of batches that they are asked for."""

    def __init__(
        self,
        exercise: Exercise,
        given: Given,
        batches: Batches,
        trace: Trace,
        optimizers: Sequence[str],
    ) -> None:
        self.exercise = exercise
        self.objectives: Mapping[str, Objective] = {
            name: Objective(given, name) for name in given.optimizers
        }
        self.batches = batches
        self.trace = trace
        self.optimizers = optimizers

    def expected(self, windows: Windows) -> Array:
        """[steps, size]; NaN where a step has no batch."""
        if self.exercise.carry:
            return self._carried(windows)
        return self.at(range(self.trace.steps), windows)

    def at(self, steps: Iterable[int], windows: Windows) -> Array:
        """[steps, size] for some steps; `windows` are in the order of `steps`."""
        result = np.full((len(windows), self.trace.final.size), np.nan, np.float32)
        asked: dict[str, list[tuple[int, Query]]] = {}
        for index, (step, window) in enumerate(zip(steps, windows, strict=True)):
            if not self.optimizers[step]:
                continue
            for number in window:
                if (batch := self.batches[number]) is not None:
                    query = Query(self.trace.before[step], batch)
                    asked.setdefault(self.optimizers[step], []).append((index, query))
        for name, queries in asked.items():
            places = [index for index, _ in queries]
            result[places] = 0.0
            found = self.objectives[name].gradients([query for _, query in queries])
            np.add.at(result, places, found)
            self._finish(result, name, places)
        return result

    def _finish(self, result: Array, name: str, places: list[int]) -> None:
        """Turn the sum over each window into the mean, and clip, where the exercise says so."""
        spec = self.exercise.optimizer(name)
        unique, counts = np.unique(places, return_counts=True)
        if spec.scale == "mean":
            result[unique] /= counts[:, None]
        if spec.clip_norm is not None:
            norms = np.linalg.norm(result[unique], axis=1, keepdims=True)
            result[unique] *= np.minimum(1.0, spec.clip_norm / (norms + 1e-6))

    def _carried(self, windows: Windows) -> Array:
        """As `expected`, each batch following from the state that the one before it left.

        The carry starts anew with each pass over the loader.
        """
        result = np.full((self.trace.steps, self.trace.final.size), np.nan, np.float32)
        passes = {e.number: e.facts.get("of") for e in self.trace.events if e.kind == "batch"}
        carry, current = None, None
        for step, window in enumerate(windows):
            batch = self.batches[window[-1]] if window else None
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
        tolerance: Tolerance,
    ) -> None:
        """Look for another batch that explains a step which its own does not.

        A loop that fetches one batch ahead, or that runs other batches forward between backward
        and step, is right all the same. `ok`, `windows` and `expected` are updated in place.
        """
        if self.exercise.carry or ok.all():
            return
        others = alternatives(self.exercise, self.trace, self.batches, windows)
        for rank in range(MAX_ALTERNATIVES):
            wrong = map(int, np.flatnonzero(~ok))
            steps = [s for s in wrong if rank < len(others[s]) and used[s].any()]
            if not steps:
                break
            tried = [(others[s][rank],) for s in steps]
            found = self.at(steps, tried)
            fits = tolerance.gradients(used[steps], found)
            for index in map(int, np.flatnonzero(fits)):
                step = steps[index]
                ok[step], windows[step], expected[step] = True, tried[index], found[index]

    def alike(
        self, ok: Mask, used: Array, windows: Windows, tolerance: Tolerance
    ) -> dict[str, float]:
        """How much of the wrong steps each hypothesis explains, tried on the first of them."""
        wrong = map(int, np.flatnonzero(~ok))
        steps = [s for s in wrong if used[s].any() and len(windows[s]) == 1 and self.optimizers[s]]
        steps = steps[:MOST_TRIED]
        found: dict[str, float] = {}
        for hypothesis in HYPOTHESES:
            fits = [
                self._fits(hypothesis, step, windows[step][0], used[step], tolerance)
                for step in steps
            ]
            if any(fits):
                found[hypothesis.name] = sum(fits) / len(fits)
        return found

    def _fits(
        self, hypothesis: Hypothesis, step: int, number: int, used: Array, tolerance: Tolerance
    ) -> bool:
        objective = self.objectives[self.optimizers[step]]
        batch, other = self.batches[number], self.batches[number + hypothesis.shift]
        if objective.custom is not None or batch is None or other is None:
            return False
        objective.transform = hypothesis.transform
        try:
            query = Query(self.trace.before[step], (*batch[:-1], other[-1]))
            return bool(tolerance.gradients(used, objective.gradients([query])[0]))
        except (RuntimeError, ValueError, IndexError):
            return False  # labels of another size, an output of another shape
        finally:
            objective.transform = None
