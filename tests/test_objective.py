"""The replayed gradient and update against an independent oracle: plain PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
import torch
from conftest import COURSE
from torch import Tensor, nn
from torch.optim import SGD, Adam, Optimizer

from grader import given
from grader.objective import Objective, Query
from grader.tolerance import of_run
from grader.trace import Trace
from grader.updates import chain, predicted_updates

SOURCE = (COURSE.folder("exercise-01") / "given.py").read_bytes()


def plain_gradient(parts: given.Given, row: np.ndarray, batch: tuple[Tensor, ...]) -> np.ndarray:
    """The gradient by loss.backward(), one batch at a time."""
    named = parts.parameters
    for parameter, place in zip(named.values(), parts.layout.slices, strict=True):
        parameter.data = torch.from_numpy(row[place].copy()).view_as(parameter)
        parameter.grad = None
    nn.functional.cross_entropy(parts.modules["model"](batch[0]), batch[1]).backward()
    return torch.cat([p.grad.reshape(-1) for p in named.values()]).numpy()  # type: ignore[union-attr]


def queries(parts: given.Given, count: int) -> list[Query]:
    """Random parameters, and batches of two sizes."""
    random = np.random.default_rng(0)
    batches = [tuple(batch) for batch in parts.loaders["loader"]][:count]
    batches[1] = tuple(part[:3] for part in batches[1])
    rows = random.normal(size=(count, parts.layout.size)).astype(np.float32)
    return [Query(row, batch) for row, batch in zip(rows, batches, strict=True)]


@pytest.mark.parametrize("batched", [True, False], ids=["vmap", "one-by-one"])
def test_gradients_equal_backward(batched: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each replayed gradient is that of loss.backward(), batched over steps or not."""
    if not batched:

        def refuse(function: object, dims: object) -> object:
            raise RuntimeError("no batching rule")

        monkeypatch.setattr("grader.objective.vmap", refuse)
    parts, oracle = given.load(SOURCE, 9), given.load(SOURCE, 9)
    asked = queries(parts, 12)
    found = Objective(parts, "optimizer").gradients(asked)
    expected = np.stack([plain_gradient(oracle, q.row, q.batch) for q in asked])
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-7)


OPTIMIZERS: list[Callable[[Iterable[Tensor]], Optimizer]] = [
    lambda p: SGD(p, lr=0.1),
    lambda p: SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True),
    lambda p: Adam(p, lr=0.01),
]


@pytest.mark.parametrize("make", OPTIMIZERS, ids=["sgd", "momentum", "adam"])
@pytest.mark.parametrize("wrong_at", [None, 4])
def test_updates_equal_the_optimizers(
    make: Callable[[Iterable[Tensor]], Optimizer], wrong_at: int | None
) -> None:
    """A chain of real updates is accepted for stateful optimizers too; a wrong one is found."""
    parts = given.load(SOURCE, 9)
    torch.manual_seed(1)
    optimizer = make(parts.parameters.values())
    before, gradients = [], []
    for step in range(8):
        for parameter in parts.parameters.values():
            parameter.grad = torch.randn_like(parameter)
        before.append(row_of(parts.parameters.values()))
        gradients.append(row_of([p.grad for p in parts.parameters.values() if p.grad is not None]))
        optimizer.step()
        if step == wrong_at:
            with torch.no_grad():
                parts.parameters["model.fc2.bias"].mul_(1.01)
    trace = Trace(
        events=(),
        before=np.stack(before),
        gradients=np.stack(gradients),
        present=np.ones((8, 4), np.bool_),
        after={},
        initial=before[0],
        final=row_of(parts.parameters.values()),
        steps_seen=8,
    )
    fresh = given.load(SOURCE, 9)
    own = make(fresh.parameters.values())
    judged = given.Given(
        fresh.module, fresh.arguments, fresh.modules, fresh.criteria, {"optimizer": own}, {}, {}
    )
    predicted = predicted_updates(judged, trace, ["optimizer"] * 8)
    ok, moved = chain(trace, predicted, of_run(trace.gradients, fresh.layout))
    assert list(np.flatnonzero(~ok)) == ([] if wrong_at is None else [wrong_at])
    assert not moved.any()


def row_of(tensors: Iterable[Tensor]) -> np.ndarray:
    """Tensors as one flat row."""
    return torch.cat([t.detach().reshape(-1) for t in tensors]).numpy().copy()


def test_the_tolerance_tells_rounding_from_mistakes() -> None:
    """Another order of summation is equal; a thousandth of the gradient is not."""
    parts = given.load(SOURCE, 9)
    random = np.random.default_rng(0)
    gradient = random.normal(size=(5, parts.layout.size)).astype(np.float32)
    tolerance = of_run(gradient, parts.layout)
    rounded = gradient * np.float32(1 + 1e-6)
    assert tolerance.gradients(rounded, gradient).all()
    assert not tolerance.gradients(gradient * np.float32(1.001), gradient).any()
    assert not tolerance.gradients(-gradient, gradient).any()
