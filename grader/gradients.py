"""The gradient that each recorded step should have used, and what else might explain it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from grader.batches import Batches, alternatives
from grader.exercise import Exercise
from grader.given import Given
from grader.hypotheses import HYPOTHESES, Batch, Hypothesis
from grader.objective import Objective, Query
from grader.tolerance import Tolerance
from grader.trace import Array, Doubles, Mask, Trace

MAX_ALTERNATIVES = 4
# Parts of a model's output that a hypothesis is tried on.
MOST_PARTS = 2
# Wrong steps on which the hypotheses are tried: enough to tell, whatever the run's length.
MOST_TRIED = 12

Windows = Sequence[tuple[int, ...]]

# How a loop may depart from what an exercise asks between the batches and the step.
DEPARTURES: Mapping[str, Mapping[str, Any]] = {
    "unclipped": {"clip_norm": None},
    "fresh-state": {"carry": False},
    "old-state": {"fresh": False},
}


@dataclass(frozen=True)
class Rule:
    """What becomes of the gradients of a window's batches on their way to the step.

    `carry` tells that a state is handed on from batch to batch, `fresh` that it starts anew with
    each pass over the loader.
    """

    scale: Literal["mean", "sum"] = "mean"
    clip_norm: float | None = None
    carry: bool = False
    fresh: bool = False


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
        frozen = [name for name in given.parameters if exercise.is_frozen(name)]
        self.objectives: Mapping[str, Objective] = {
            name: Objective(given, name, frozen) for name in given.optimizers
        }
        self.batches = batches
        self.trace = trace
        self.optimizers = optimizers
        self._windows: Windows = ()
        self._carried: dict[bool, dict[int, Any]] = {}

    def rule(self, optimizer: str) -> Rule:
        """What the exercise asks of the optimizer."""
        spec = self.exercise.optimizer(optimizer)
        return Rule(spec.scale, spec.clip_norm, self.exercise.carry, fresh=self.exercise.carry)

    def expected(self, windows: Windows) -> Array:
        """[steps, size]; NaN where a step has no batch. These are the windows of the run."""
        self._windows, self._carried = windows, {}
        return self.at(range(self.trace.steps), windows)

    def reach(self) -> Mapping[str, tuple[bool, ...]]:
        """Optimizer → [parameters] which of them its loss depends on, where there are several."""
        batch = next((b for n in self.batches.rows if (b := self.batches[n])), None)
        if batch is None or len(self.objectives) < 2:
            return {}
        return {name: objective.reach(batch) for name, objective in self.objectives.items()}

    def unclipped(self, windows: Windows, expected: Array) -> Array:
        """[steps, size] what is clipped to `expected`."""
        if all(self.rule(name).clip_norm is None for name in self.objectives):
            return expected
        return self.at(range(self.trace.steps), windows, clip_norm=None)

    def at(
        self,
        steps: Sequence[int],
        windows: Windows,
        instead: Callable[[int], Batch | None] | None = None,
        **changes: Any,
    ) -> Array:
        """[steps, size] for some steps; `windows` are in the order of `steps`.

        `changes` are fields of the exercise's rules that are replaced; `instead` gives another
        batch for a number than the loader's.
        """
        rules = {name: replace(self.rule(name), **changes) for name in self.objectives}
        carries = self._carries(rules)
        result = np.full((len(windows), self.trace.final.size), np.nan, np.float32)
        asked: dict[str, list[tuple[int, Query]]] = {}
        batch_of = instead or self.batches.several(n for w in windows for n in w).get
        for index, (step, window) in enumerate(zip(steps, windows, strict=True)):
            for number in window if self.optimizers[step] else ():
                if (batch := batch_of(number)) is not None:
                    query = Query(self.trace.before[step], batch, carries.get(step))
                    asked.setdefault(self.optimizers[step], []).append((index, query))
        for name, queries in asked.items():
            places = [index for index, _ in queries]
            result[places] = 0.0
            found = self.objectives[name].gradients([query for _, query in queries])
            np.add.at(result, places, found)
            _finish(result, places, rules[name])
        return result

    def _carries(self, rules: Mapping[str, Rule]) -> Mapping[int, Any]:
        """The state that each step of the run starts from, where one is carried."""
        if not any(rule.carry for rule in rules.values()):
            return {}
        fresh = all(rule.fresh for rule in rules.values())
        if fresh not in self._carried:
            self._carried[fresh] = self._handed_on(fresh)
        return self._carried[fresh]

    def _handed_on(self, fresh: bool) -> dict[int, Any]:
        """The state that each step starts from; with `fresh` it begins anew with each pass."""
        found: dict[int, Any] = {}
        passes = {e.number: e.facts.get("of") if fresh else 0 for e in self.trace.by_kind["batch"]}
        carry, current, last = None, None, -1
        for step, window in enumerate(self._windows):
            batch = self.batches[window[-1]] if window else None
            if batch is None or not self.optimizers[step]:
                continue
            objective, row = self.objectives[self.optimizers[step]], self.trace.before[step]
            # Batches of a pass that were kept may be gone through again: that is a pass, too.
            again = fresh and window[-1] <= last
            if passes.get(window[-1]) != current or again:
                carry, current, last = None, passes.get(window[-1]), -1
            for number in self._between(last, window[-1], current, passes):
                carry = objective.carry_after(Query(row, number, carry))
            found[step], last = carry, window[-1]
            carry = objective.carry_after(Query(row, batch, carry))
        return found

    def _between(
        self, last: int, number: int, current: Any, passes: Mapping[int | None, Any]
    ) -> list[Batch]:
        """The batches of a pass that no step used, between two that steps did."""
        unused = (n for n in range(last + 1, number) if passes.get(n) == current)
        return [batch for n in unused if (batch := self.batches[n]) is not None]

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

    def alike(self, ok: Mask, used: Array, expected: Array, windows: Windows) -> dict[str, float]:
        """How much of the wrong steps each hypothesis explains, tried on the first of them, until
        one explains them all.
        """
        steps = self._tried(ok, used, windows)
        found: dict[str, float] = {}
        if not steps:
            return found
        for name, share in self._explanations(steps, windows, used, expected):
            found[name] = max(share, found.get(name, 0.0))
            if share == 1.0:
                break
        return {name: share for name, share in found.items() if share}

    def _explanations(
        self, steps: list[int], windows: Windows, used: Array, expected: Array
    ) -> Iterator[tuple[str, float]]:
        """Each hypothesis with the share of the steps that it explains, the likely ones first."""
        for name, changes in DEPARTURES.items():
            if any(self._departs(changes, self.optimizers[s]) for s in steps):
                instead = self.at(steps, [windows[s] for s in steps], **changes)
                yield name, float(_alike(used[steps], instead, expected[steps]).mean())
        probes = sorted({steps[len(steps) // 3], steps[-1]})
        for hypothesis in HYPOTHESES:
            for part in range(MOST_PARTS):
                # Two steps tell at little cost that a hypothesis is not worth the others.
                if self._share(hypothesis, part, probes, windows, used, expected):
                    share = self._share(hypothesis, part, steps, windows, used, expected)
                    yield hypothesis.name, share

    def weights(self, ok: Mask, used: Array, windows: Windows) -> dict[str, Array]:
        """Term → [wrong steps tried] the number of times that it is in the gradient used.

        Empty where the loss has no named terms, or no numbers of them make the gradients used.
        """
        steps = self._tried(ok, used, windows)
        names = self._terms(steps, windows)
        if not names:
            return {}
        parts = np.stack([self._of_term(name, steps, windows) for name in names], axis=-1)
        made, gradients = parts.astype(float), used[steps].astype(float)
        same = _fitted(made.reshape(-1, len(names)), gradients.reshape(-1))
        each = [_fitted(m, g) for m, g in zip(made, gradients, strict=True)]
        if same is not None:
            return {name: np.full(len(steps), k) for name, k in zip(names, same, strict=True)}
        if any(weights is None for weights in each) or made.shape[1] < len(names):
            return {}
        return dict(zip(names, np.array(each, np.float32).T, strict=True))

    def _tried(self, ok: Mask, used: Array, windows: Windows) -> list[int]:
        """The first of the wrong steps that have a gradient and a batch."""
        wrong = map(int, np.flatnonzero(~ok & np.isfinite(used).all(axis=1)))
        steps = [s for s in wrong if used[s].any() and windows[s] and self.optimizers[s]]
        return steps[:MOST_TRIED]

    def _terms(self, steps: Sequence[int], windows: Windows) -> tuple[str, ...]:
        """The terms of the loss of the one optimizer that steps wrongly."""
        wrong = {self.optimizers[step] for step in steps}
        batch = self.batches[windows[steps[0]][-1]] if len(wrong) == 1 else None
        if batch is None or self.exercise.carry:
            return ()
        return self.objectives[wrong.pop()].terms(batch)

    def _of_term(self, name: str, steps: Sequence[int], windows: Windows) -> Array:
        with self.objectives[self.optimizers[steps[0]]].only(name):
            return self.at(steps, [windows[s] for s in steps], clip_norm=None)

    def _departs(self, changes: Mapping[str, Any], optimizer: str) -> bool:
        rule = self.rule(optimizer)
        return replace(rule, **changes) != rule

    def _share(
        self,
        hypothesis: Hypothesis,
        part: int,
        steps: list[int],
        windows: Windows,
        used: Array,
        expected: Array,
    ) -> float:
        """The share of the steps that a hypothesis explains; 0 where it can't be tried."""

        def batch(number: int) -> Batch | None:
            own, other = self.batches[number], self.batches[number + hypothesis.shift]
            return hypothesis.batch(own, other, part) if own and other else None

        try:
            with ExitStack() as stack, warnings.catch_warnings(action="ignore"):
                for objective in self.objectives.values():
                    if hypothesis.transform:
                        stack.enter_context(objective.transformed(hypothesis.transform, part))
                found = self.at(steps, [windows[s] for s in steps], batch)
        except Exception:
            return 0.0  # a criterion may refuse what it is not made for in any way
        return float(_alike(used[steps], found, expected[steps]).mean())


def _fitted(parts: Doubles, gradient: Doubles) -> Doubles | None:
    """The weights with which parts [size, terms] make a gradient [size], where there are such."""
    if np.linalg.matrix_rank(parts) < parts.shape[1]:
        return None
    weights = np.asarray(np.linalg.lstsq(parts, gradient, rcond=None)[0], np.float64)
    off = np.linalg.norm(parts @ weights - gradient)
    return weights if off <= 1e-3 * np.linalg.norm(gradient) else None


def _alike(used: Array, found: Array, expected: Array) -> Mask:
    """Whether what was used [..., size] is what was found, and far nearer to it than to what was
    expected. Unlike in a tolerance, tiny gradients are told apart, too.
    """
    used = used.astype(np.float64)  # whose norms don't overflow in a run that diverges
    off = np.linalg.norm(used - found, axis=-1)
    near = off <= 1e-3 * np.linalg.norm(used, axis=-1)
    return np.asarray(near & (off <= 0.05 * np.linalg.norm(used - expected, axis=-1)))


def _finish(result: Array, places: list[int], rule: Rule) -> None:
    """Turn the sum over each window into the mean, and clip, where the rule says so."""
    unique, counts = np.unique(places, return_counts=True)
    if rule.scale == "mean":
        result[unique] /= counts[:, None]
    if rule.clip_norm is not None:
        norms = np.linalg.norm(result[unique], axis=1, keepdims=True)
        result[unique] *= np.minimum(1.0, rule.clip_norm / (norms + 1e-6))
