"""The gradient that a batch should have: the given loss of the given model, differentiated here.

Many steps are differentiated at once (`vmap` over parameters and batches of equal shape), which is
far faster than one at a time; where an objective can't be batched, one at a time is the fallback.

given.py may define `objective(model, call) -> loss` where the loss is more than
`criterion(model(inputs), targets)`. `model` is the given module, or has the given modules as
attributes where there are several; `call` has `optimizer` (name), `batch` (tuple of tensors) and
`carry`. An exercise with `carry = true` returns `(loss, carry)`, the carry cut from its graph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call, grad, vmap

from grader.errors import CourseError
from grader.given import Given
from grader.trace import Array

Batch = tuple[Tensor, ...]


@dataclass(frozen=True)
class Query:
    """One gradient to compute: of `batch`, at the parameters of `row` [size]."""

    row: Array
    batch: Batch


class Objective(nn.Module):
    """The given loss as a function of parameters and a batch, for one optimizer."""

    def __init__(self, given: Given, optimizer: str) -> None:
        super().__init__()
        self.transform: Callable[[Tensor], Tensor] | None = None
        for name, module in given.modules.items():
            self.add_module(name, module)
        self.optimizer_name = optimizer
        self.custom = getattr(given.module, "objective", None)
        self.criterion = next(iter(given.criteria.values()), None)
        self.layout = given.layout
        held = set(given.held_by(optimizer))
        self.held = [name in held for name in self.layout.names]
        if self.custom is None and (self.criterion is None or len(given.modules) != 1):
            raise CourseError(
                "given.py has no single model and criterion to make the loss from.",
                "Define objective(model, call) in given.py.",
            )

    def forward(self, batch: Batch, carry: Any = None) -> Any:
        """The loss of `batch`, with the new carry where the exercise has one."""
        model = self if len(self._modules) != 1 + (self.criterion is not None) else self._model()
        if self.custom is not None:
            call = SimpleNamespace(optimizer=self.optimizer_name, batch=batch, carry=carry)
            return self.custom(model, call)
        assert self.criterion is not None
        output = model(*batch[:-1])
        return self.criterion(self.transform(output) if self.transform else output, batch[-1])

    def _model(self) -> nn.Module:
        return next(m for n, m in self._modules.items() if n != "criterion" and m is not None)

    def gradients(self, queries: Sequence[Query]) -> Array:
        """The gradient of each query [queries, size], 0 for parameters of other optimizers."""
        result = np.zeros((len(queries), self.layout.size), np.float32)
        by_shape: dict[tuple[Any, ...], list[int]] = {}
        for index, query in enumerate(queries):
            by_shape.setdefault(tuple(tuple(t.shape) for t in query.batch), []).append(index)
        for indices in by_shape.values():
            rows = torch.from_numpy(np.stack([queries[i].row for i in indices]))
            batch = tuple(
                torch.stack(ts) for ts in zip(*(queries[i].batch for i in indices), strict=True)
            )
            result[indices] = self._batched(rows, batch)
        return result

    def _batched(self, rows: Tensor, batch: Batch) -> Array:
        try:
            return self._flat(vmap(grad(self._loss))(*self._split(rows), batch), len(rows))
        except RuntimeError:
            # Data-dependent control flow, an in-place operation: whatever vmap can't batch.
            one_by_one = [
                self._flat(grad(self._loss)(*self._split(row[None], 0), tuple(t[i] for t in batch)))
                for i, row in enumerate(rows)
            ]
            return np.concatenate(one_by_one)

    def carried(self, row: Array, batch: Batch, carry: Any) -> tuple[Array, Any]:
        """The gradient [1, size] of one batch that follows from `carry`, and the carry after it."""
        own, rest = self._split(torch.from_numpy(row.copy())[None], 0)
        gradients, after = grad(self._loss_and_carry, has_aux=True)(own, rest, batch, carry)
        return self._flat(gradients), after

    def _loss(self, own: dict[str, Tensor], rest: dict[str, Tensor], batch: Batch) -> Tensor:
        loss: Tensor = functional_call(self, {**own, **rest}, (batch,))
        return loss

    def _loss_and_carry(
        self, own: dict[str, Tensor], rest: dict[str, Tensor], batch: Batch, carry: Any
    ) -> tuple[Tensor, Any]:
        loss, after = functional_call(self, {**own, **rest}, (batch, carry))
        return loss, after

    def _split(
        self, rows: Tensor, pick: int | None = None
    ) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Rows [n, size] as parameters [n, *shape]: this optimizer's, and all others."""
        own: dict[str, Tensor] = {}
        rest: dict[str, Tensor] = {}
        layout = self.layout
        for name, shape, place, held in zip(
            layout.names, layout.shapes, layout.slices, self.held, strict=True
        ):
            value = rows[:, place].reshape(len(rows), *shape)
            (own if held else rest)[name] = value if pick is None else value[pick]
        return own, rest

    def _flat(self, gradients: dict[str, Tensor], count: int = 1) -> Array:
        result = np.zeros((count, self.layout.size), np.float32)
        for name, place in zip(self.layout.names, self.layout.slices, strict=True):
            if name in gradients:
                result[:, place] = gradients[name].detach().reshape(count, -1).numpy()
        return result
