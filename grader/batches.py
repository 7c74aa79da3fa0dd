"""Which batches each step belongs to, and the grader's own copy of their tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from grader.exercise import Exercise
from grader.given import Given
from grader.objective import Batch
from grader.trace import Event, Trace


class Batches:
    """Each batch that the given loader yielded, by its number in the trace.

    The trace says which rows of the dataset a batch had; the rows themselves are the grader's.
    """

    def __init__(self, given: Given, trace: Trace) -> None:
        loader = given.loader
        dataset: Any = loader.dataset if loader is not None else ()
        self.per_epoch = len(loader) if loader is not None else 0
        self.rows: dict[int, tuple[int, ...]] = {}
        for event in trace.events:
            rows: Any = event.facts.get("rows")
            if event.kind == "batch" and event.number is not None and _fit(rows, len(dataset)):
                self.rows[event.number] = tuple(rows)
        self.whole: Batch = ()
        if loader is not None and self.rows:
            self.whole = tuple(loader.collate_fn([dataset[i] for i in range(len(dataset))]))

    def __getitem__(self, number: int) -> Batch | None:
        """The tensors of a batch, or None where the trace has no such batch."""
        rows = self.rows.get(number)
        if rows is None:
            return None
        index = torch.tensor(rows)
        return tuple(part[index] for part in self.whole)

    def seen(self, event: Event, *kinds: str) -> int | None:
        """The batch that an event of these kinds speaks of."""
        if event.kind in kinds and event.number in self.rows:
            return event.number
        return None


def _fit(rows: Any, count: int) -> bool:
    """Whether these are rows of a dataset of `count`."""
    return isinstance(rows, list) and bool(rows) and all(row < count for row in rows)


def windows(exercise: Exercise, trace: Trace, batches: Batches) -> list[tuple[int, ...]]:
    """For each step, the batches that it should be the update of.

    They are the last ones that went forward with gradients since this optimizer's last step, or,
    where no forward was seen, the last ones that the loader yielded.
    """
    found: list[tuple[int, ...]] = []
    forwards: list[int] = []
    yielded: list[int] = []
    used: dict[str, int] = {}
    for event in trace.events:
        if (number := batches.seen(event, "batch")) is not None:
            yielded.append(number)
        elif (number := batches.seen(event, "forward")) is not None:
            if event.facts.get("grad", True):
                forwards.append(number)
        elif event.kind == "step" and event.target:
            k = exercise.optimizer(event.target).window
            since = dict.fromkeys(forwards[used.get(event.target, 0) :])
            found.append(tuple(list(since)[-k:] or yielded[-k:]))
            used[event.target] = len(forwards)
    found += [()] * (trace.steps - len(found))
    return found[: trace.steps]


def alternatives(
    exercise: Exercise, trace: Trace, batches: Batches, own: Sequence[tuple[int, ...]]
) -> list[list[int]]:
    """For each step, other batches that might explain it: seen since the step before, or next to.

    `own` are the steps' own windows. Only where one batch makes one update.
    """
    found: list[list[int]] = []
    recent: list[int] = []
    for event in trace.events:
        if (number := batches.seen(event, "batch", "forward")) is not None:
            recent.append(number)
        elif event.kind == "step" and event.target and len(found) < trace.steps:
            mine = own[len(found)]
            near = [n + d for n in mine for d in (-1, 1) if n + d in batches.rows]
            others = dict.fromkeys(n for n in (*near, *recent[::-1]) if n not in mine)
            single = exercise.optimizer(event.target).window == 1
            found.append(list(others) if single else [])
            recent = recent[-1:]
    found += [[]] * (trace.steps - len(found))
    return found
