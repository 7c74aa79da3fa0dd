"""Which batches each step belongs to, and the grader's own copy of their tensors."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from grader.exercise import Exercise
from grader.given import Given
from grader.hypotheses import Batch
from grader.snapshot import row_marks
from grader.trace import Event, Trace

# The largest batch of a loader that does not say how large its batches are.
MOST_UNKNOWN = 1024


class Batches:
    """Each batch that the given loader yielded, by its number in the trace.

    The trace says which rows of the dataset a batch had; the rows themselves are the grader's, and
    a batch of another size than the loader's is none of it.
    """

    def __init__(self, given: Given, trace: Trace) -> None:
        loader = given.loader
        dataset: Any = loader.dataset if loader is not None else ()
        self.per_epoch = len(loader) if loader is not None else 0
        self.samples = _samples(given)
        sizes = _sizes(given)
        self.rows: dict[int, tuple[int, ...]] = {}
        self.passes: dict[int, Any] = {}
        for event in trace.named("batch"):
            rows: Any = event.facts.get("rows")
            if event.number is None or not _fit(rows, len(dataset)):
                continue
            if len(rows) in sizes:
                self.rows[event.number] = tuple(rows)
                self.passes[event.number] = event.facts.get("of")
        self.whole: Batch = ()
        if loader is not None and self.rows:
            self.whole = tuple(loader.collate_fn([dataset[i] for i in range(len(dataset))]))
        self.copies = self._copies(trace)

    def __getitem__(self, number: int) -> Batch | None:
        """The tensors of a batch, or None where the trace has no such batch."""
        rows = self.rows.get(number)
        if rows is None:
            return None
        index = torch.from_numpy(np.array(rows, np.int64))  # in a sixth of tensor()'s time
        return tuple(part.index_select(0, index) for part in self.whole)

    def several(self, numbers: Iterable[int]) -> dict[int, Batch]:
        """The tensors of these batches, those of one size taken at once; left out where unknown."""
        by_size: dict[int, list[int]] = {}
        for number in dict.fromkeys(numbers):
            if (rows := self.rows.get(number)) is not None:
                by_size.setdefault(len(rows), []).append(number)
        found: dict[int, Batch] = {}
        for same in by_size.values():
            index = torch.from_numpy(np.array([self.rows[number] for number in same], np.int64))
            parts = [part[index].unbind() for part in self.whole]
            found.update(zip(same, zip(*parts, strict=True), strict=True))
        return found

    def seen(self, event: Event, *kinds: str) -> tuple[int, ...]:
        """The batches that an event of these kinds speaks of."""
        if event.kind not in kinds:
            return ()
        if event.number is None:
            return self.copies.get(id(event), ())
        return (event.number,) if event.number in self.rows else ()

    def of_last_pass(self, yielded: Sequence[int], start: int) -> list[int]:
        """Those from number `start` on that the loader's last pass has yielded."""
        last = self.passes[yielded[-1]] if yielded else None
        found: list[int] = []
        for number in reversed(yielded):
            if number < start or self.passes[number] != last:
                break
            found.append(number)
        return found[::-1]

    def strangers(self, trace: Trace) -> int:
        """How many forwards with gradients had inputs that are no batch's, not even as a copy."""
        trained = (e for e in trace.by_kind["forward"] if e.facts.get("grad", True))
        return sum(
            "part" in e.facts or ("values" in e.facts and id(e) not in self.copies) for e in trained
        )

    def _copies(self, trace: Trace) -> dict[int, tuple[int, ...]]:
        """Forward events, by their id, whose inputs have the values of batches that they are not.

        A copy of one batch, or several joined one after the other, their rows in whatever order.
        Where several batches have the same values, they are taken in the loader's order.
        """
        unknown = [e for e in trace.by_kind["forward"] if "values" in e.facts]
        if not unknown or not self.whole:
            return {}
        marks = row_marks(self.whole[0])
        waiting: dict[tuple[int, ...], list[int]] = {}
        for number in sorted(self.rows, reverse=True):
            key = tuple(sorted(marks[row] for row in self.rows[number]))
            waiting.setdefault(key, []).append(number)
        sizes = sorted({len(key) for key in waiting}, reverse=True)
        found: dict[int, tuple[int, ...]] = {}
        for event in unknown:
            values: Any = event.facts["values"]
            if isinstance(values, list) and (numbers := _taken_apart(values, waiting, sizes)):
                found[id(event)] = numbers
        return found


def _taken_apart(
    values: Sequence[int], waiting: Mapping[tuple[int, ...], list[int]], sizes: Sequence[int]
) -> tuple[int, ...]:
    """The batches that rows are made of, one after the other; nothing where any is left over."""
    found: list[int] = []
    start = 0
    while start < len(values):
        keys = (tuple(sorted(values[start : start + size])) for size in sizes)
        key = next((key for key in keys if key in waiting), None)
        if key is None:
            return ()
        numbers = waiting[key]
        found.append(numbers.pop() if len(numbers) > 1 else numbers[0])
        start += len(key)
    return tuple(found)


def _samples(given: Given) -> int:
    """How many samples one pass over the given loader has."""
    loader = given.loader
    if loader is None:
        return 0
    dataset: Any = loader.dataset
    whole = len(loader) * (loader.batch_size or 0)
    return min(len(dataset), whole) if loader.drop_last else len(dataset)


def _sizes(given: Given) -> Collection[int]:
    """How many samples a batch of the given loader may have: the last one has what is left."""
    loader = given.loader
    if loader is None or loader.batch_size is None:
        return range(1, MOST_UNKNOWN + 1)
    last = 0 if loader.drop_last else _samples(given) % loader.batch_size
    return {loader.batch_size, last or loader.batch_size}


def _fit(rows: Any, count: int) -> bool:
    """Whether these are rows of a dataset of `count`."""
    return isinstance(rows, list) and bool(rows) and all(row < count for row in rows)


def windows(
    exercise: Exercise, trace: Trace, batches: Batches
) -> tuple[list[tuple[int, ...]], list[int]]:
    """For each step, the batches that it should be the update of, and how many there were.

    They are the last ones that went forward with gradients since this optimizer's last step. Where
    no forward of the model was seen (its layers may have been called one by one), they are the last
    ones that the loader yielded, or, where several were drawn ahead, the next of that pass, or of
    all passes.
    """
    found: list[tuple[int, ...]] = []
    counts: list[int] = []
    forwards: list[int] = []
    yielded: list[int] = []
    used: dict[str, int] = {}
    unused: dict[str, int] = {}
    all_drawn = False
    spec = functools.cache(exercise.optimizer)
    for event in trace.events:
        kind = event.kind
        if kind == "batch":
            yielded += batches.seen(event, "batch")
        elif kind == "forward" and event.facts.get("grad", True):
            forwards += batches.seen(event, "forward")
        elif kind == "step" and event.target and len(found) < trace.steps:
            k = spec(event.target).window
            since = list(dict.fromkeys(forwards[used.get(event.target, 0) :]))
            if not found:
                all_drawn = len(yielded) >= exercise.epochs_min * batches.per_epoch
            window = since[-k:]
            if not window:
                start = unused.get(event.target, 0)
                ahead = yielded[start:] if all_drawn else batches.of_last_pass(yielded, start)
                window = ahead[:k] if len(ahead) > k else yielded[-k:]
            found.append(tuple(window))
            counts.append(len(since) or k)
            used[event.target] = len(forwards)
            unused[event.target] = max(window, default=-1) + 1
    missing = trace.steps - len(found)
    return [*found, *[()] * missing], [*counts, *[0] * missing]


def alternatives(
    exercise: Exercise, trace: Trace, batches: Batches, own: Sequence[tuple[int, ...]]
) -> list[list[int]]:
    """For each step, other batches that might explain it: seen since the step before, or next to.

    `own` are the steps' own windows. Only where one batch makes one update.
    """
    found: list[list[int]] = []
    recent: list[int] = []
    for event in trace.events:
        recent += batches.seen(event, "batch", "forward")
        if event.kind == "step" and event.target and len(found) < trace.steps:
            mine = own[len(found)]
            near = [n + d for n in mine for d in (-1, 1) if n + d in batches.rows]
            others = dict.fromkeys(n for n in (*near, *recent[::-1]) if n not in mine)
            single = exercise.optimizer(event.target).window == 1
            found.append(list(others) if single else [])
            recent = recent[-1:]
    found += [[]] * (trace.steps - len(found))
    return found
