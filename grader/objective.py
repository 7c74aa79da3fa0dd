"""The gradient that a batch should have: the given loss of the given model, differentiated here.

Many steps are differentiated at once (`vmap` over parameters and batches of equal shape), which is
far faster than one at a time; where an objective can't be batched, one at a time is the fallback.

given.py may define `objective(model, call) -> loss` where the loss is more than
`criterion(model(inputs), targets)`. `model` is the given module, or has the given modules as
attributes where there are several; `call` has `optimizer` (name), `batch` (tuple of tensors) and
`carry`. Where the loss is a sum, `objective` may return its terms by name instead of their sum. An
exercise with `carry = true` returns `(loss, carry)`, the carry cut from its graph.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call, grad, vmap

from grader.errors import CourseError
from grader.given import Given
from grader.hypotheses import Batch, Transform
from grader.trace import Array

# Steps that are differentiated at once; more of them only take more memory. Small ones are taken
# together until their parameters and batches are so many numbers.
MOST_AT_ONCE = 256
NUMBERS_AT_ONCE = 1 << 17
# So few are faster one at a time than together.
FEW = 2


@dataclass(frozen=True)
class Query:
    """One gradient to compute: of `batch`, at the parameters of `row` [size], after `carry`."""

    row: Array
    batch: Batch
    carry: Any = None


class Objective(nn.Module):
    """The given loss as a function of parameters and a batch, for one optimizer."""

    def __init__(self, given: Given, optimizer: str, frozen: Sequence[str] = ()) -> None:
        super().__init__()
        for name, module in given.modules.items():
            self.add_module(name, module)
        self.optimizer_name = optimizer
        self.custom = getattr(given.module, "objective", None)
        self.criterion = next(iter(given.criteria.values()), None)
        self.layout = given.layout
        self._term: str | None = None
        held = set(given.held_by(optimizer)) - set(frozen)
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
        return self.criterion(model(*batch[:-1]), batch[-1])

    def _model(self) -> nn.Module:
        return next(m for n, m in self._modules.items() if n != "criterion" and m is not None)

    @contextmanager
    def transformed(self, transform: Transform, part: int) -> Iterator[None]:
        """Inside the block, an output of the given modules, or a part of it, is another one."""

        def instead(module: nn.Module, args: Any, output: Any) -> Any:
            if isinstance(output, Tensor):
                return transform(output)
            return tuple(transform(o) if n == part else o for n, o in enumerate(output))

        own = (m for m in self._modules.values() if m is not None and m is not self.criterion)
        hooks = [module.register_forward_hook(instead) for module in own]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    def terms(self, batch: Batch, carry: Any = None) -> tuple[str, ...]:
        """The names of the loss's terms, where it is a sum of named ones."""
        with torch.no_grad():
            answer = functional_call(self, {}, (batch, carry))
        loss = answer[0] if isinstance(answer, tuple) else answer
        return tuple(loss) if isinstance(loss, Mapping) else ()

    @contextmanager
    def only(self, term: str) -> Iterator[None]:
        """Inside the block, the loss is one of its terms."""
        self._term = term
        try:
            yield
        finally:
            self._term = None

    def gradients(self, queries: Sequence[Query]) -> Array:
        """The gradient of each query [queries, size], 0 for parameters of other optimizers."""
        result = np.zeros((len(queries), self.layout.size), np.float32)
        by_shape: dict[tuple[Any, ...], list[int]] = {}
        for index, query in enumerate(queries):
            shapes = (query.carry is None, *(tuple(t.shape) for t in query.batch))
            by_shape.setdefault(shapes, []).append(index)
        for indices in by_shape.values():
            numbers = self.layout.size + sum(t.numel() for t in queries[indices[0]].batch)
            most = max(MOST_AT_ONCE, NUMBERS_AT_ONCE // numbers)
            for start in range(0, len(indices), most):
                some = indices[start : start + most]
                result[some] = self._batched([queries[i] for i in some])
        return result

    def _batched(self, queries: Sequence[Query]) -> Array:
        """The gradients of queries of equal shape."""
        if len(queries) <= FEW:
            return np.concatenate([self._alone(query) for query in queries])
        rows = torch.from_numpy(np.stack([q.row for q in queries]))
        batch = tuple(torch.stack(parts) for parts in zip(*(q.batch for q in queries), strict=True))
        carry = _stacked([q.carry for q in queries])
        dims = (0, 0, 0, None if carry is None else 0)
        try:
            found = vmap(grad(self._loss), dims)(*self._split(rows), batch, carry)
            return self._flat(found, len(rows))
        except RuntimeError:
            # Data-dependent control flow, an in-place operation: whatever vmap can't batch.
            return np.concatenate([self._alone(query) for query in queries])

    def _alone(self, query: Query) -> Array:
        own, rest = self._split(torch.from_numpy(query.row.copy())[None], 0)
        return self._flat(grad(self._loss)(own, rest, query.batch, query.carry))

    def reach(self, batch: Batch) -> tuple[bool, ...]:
        """[parameters] whether the loss of `batch` depends on each of them."""
        loss = self._summed(functional_call(self, {}, (batch, None)))
        named = dict(self.named_parameters())
        wanted = [named[name] for name in self.layout.names]
        found = torch.autograd.grad(loss, wanted, allow_unused=True)
        return tuple(gradient is not None for gradient in found)

    def carry_after(self, query: Query) -> Any:
        """The state that the batch of `query` leaves behind."""
        own, rest = self._split(torch.from_numpy(query.row.copy())[None], 0)
        with torch.no_grad():
            return functional_call(self, {**own, **rest}, (query.batch, query.carry))[1]

    def _loss(
        self, own: dict[str, Tensor], rest: dict[str, Tensor], batch: Batch, carry: Any
    ) -> Tensor:
        return self._summed(functional_call(self, {**own, **rest}, (batch, carry)))

    def _summed(self, answer: Any) -> Tensor:
        loss = answer[0] if isinstance(answer, tuple) else answer
        if isinstance(loss, Mapping):
            wanted = loss.values() if self._term is None else [loss[self._term]]
            loss = functools.reduce(torch.add, wanted)
        return cast(Tensor, loss)

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


def _stacked(carries: Sequence[Any]) -> Any:
    """States of equal form, tensors or tuples of them, as one with a leading dimension."""
    if carries[0] is None:
        return None
    if isinstance(carries[0], Tensor):
        return torch.stack(list(carries))
    return tuple(_stacked(parts) for parts in zip(*carries, strict=True))
