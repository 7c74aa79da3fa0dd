"""The recorder: sees what happens, changes nothing, and restores everything."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from conftest import COURSE
from torch import nn
from torch.nn.modules.module import _global_forward_hooks
from torch.optim import SGD, Optimizer
from torch.utils.data import DataLoader

from grader import given
from grader.record import Recorder
from grader.snapshot import gradients_at_once
from grader.trace import Trace

SOURCE = (COURSE.folder("exercise-01") / "given.py").read_bytes()


@pytest.fixture
def parts() -> given.Given:
    """The given part of exercise-01."""
    return given.load(SOURCE, seed=9)


def record(parts: given.Given, train: Callable[..., Any], max_steps: int = 600) -> Trace:
    """The trace of `train`, whose events carry no lines: it is no student's file."""
    recorder = Recorder(parts, "train.py", max_steps, 100_000)
    with recorder:
        train(**parts.arguments)
    return recorder.trace()


def one_epoch(
    model: nn.Module, criterion: nn.Module, optimizer: Optimizer, loader: Any, epochs: int
) -> None:
    """A correct loop."""
    for x, y in loader:
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()


def test_watching_changes_no_number(parts: given.Given) -> None:
    """A watched run ends at the same parameters, bit for bit, as one that is not."""
    watched = record(parts, one_epoch).final
    alone = given.load(SOURCE, seed=9)
    one_epoch(**alone.arguments)
    expected = torch.cat([p.detach().reshape(-1) for p in alone.parameters.values()]).numpy()
    np.testing.assert_array_equal(watched, expected)


def test_everything_is_restored_on_success_and_on_error(parts: given.Given) -> None:
    """After the block, every patched function and every hook is as before."""
    before = (
        DataLoader.__iter__,
        Optimizer.zero_grad,
        nn.Module.zero_grad,
        torch.autograd.backward,
        torch.autograd.grad,
    )
    for raises in (False, True):
        try:
            with Recorder(parts, "train.py", 9, 9):
                assert torch.autograd.backward is not before[3]
                if raises:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        after = (
            DataLoader.__iter__,
            Optimizer.zero_grad,
            nn.Module.zero_grad,
            torch.autograd.backward,
            torch.autograd.grad,
        )
        assert after == before
        model = parts.modules["model"]
        assert not model._forward_hooks
        assert not _global_forward_hooks
        optimizer = parts.optimizers["optimizer"]
        assert not optimizer._optimizer_step_pre_hooks
        assert not optimizer._optimizer_step_post_hooks


def test_one_iteration_is_seen_in_order(parts: given.Given) -> None:
    """A correct iteration is batch, zero_grad, forward, loss, backward, step."""
    kinds = [event.kind for event in record(parts, one_epoch).events]
    iteration = ["batch", "zero_grad", "forward", "loss", "backward", "step"]
    assert kinds == ["pass", *iteration * 50]


def test_rows_are_the_batches_rows(parts: given.Given) -> None:
    """The rows of a batch event lead to the very samples that the loader yielded."""
    seen = []

    def train(loader: Any, **others: Any) -> None:
        seen.extend(loader)

    trace = record(parts, train)
    x, y = parts.loaders["loader"].dataset.tensors  # type: ignore[attr-defined]
    batches = [e.facts["rows"] for e in trace.events if e.kind == "batch"]
    assert len(batches) == len(seen) == 50
    for rows, (inputs, labels) in zip(batches, seen, strict=True):
        assert torch.equal(x[rows], inputs)
        assert torch.equal(y[rows], labels)


def test_gradients_are_those_at_the_step(parts: given.Given) -> None:
    """The recorded gradient is what .grad held when step() ran, by the same formula in torch."""
    trace = record(parts, one_epoch)
    own = given.load(SOURCE, seed=9)
    x, y = next(iter(own.loaders["loader"]))
    nn.functional.cross_entropy(own.modules["model"](x), y).backward()
    expected = torch.cat([p.grad.reshape(-1) for p in own.parameters.values()])  # type: ignore[union-attr]
    np.testing.assert_array_equal(trace.gradients[0], expected.numpy())


def test_a_missing_gradient_is_told_from_a_zero_one(parts: given.Given) -> None:
    """`present` is false for None and true for zeros."""

    def train(model: nn.Module, optimizer: Optimizer, **others: Any) -> None:
        optimizer.step()
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimizer.step()

    trace = record(parts, train)
    assert not trace.present[0].any()
    assert trace.present[1].all()


def test_a_copy_of_the_model_is_not_recorded(parts: given.Given) -> None:
    """A deep copy, or one saved and loaded, trains unseen."""

    def train(model: nn.Module, **others: Any) -> None:
        copy.deepcopy(model)(torch.zeros(1, 2)).sum().backward()
        buffer = io.BytesIO()
        torch.save(model, buffer)
        buffer.seek(0)
        torch.load(buffer, weights_only=False)(torch.zeros(1, 2)).sum().backward()
        copy.deepcopy(others["optimizer"]).step()

    trace = record(parts, train)
    assert [e.kind for e in trace.events if e.target is not None] == []


def test_a_change_between_steps_is_kept(parts: given.Given) -> None:
    """Where something moves parameters after a step, the trace has what the step left."""

    def train(model: nn.Module, optimizer: Optimizer, **others: Any) -> None:
        for _ in range(2):
            for parameter in model.parameters():
                parameter.grad = torch.ones_like(parameter)
            optimizer.step()
            with torch.no_grad():
                next(model.parameters()).add_(1.0)

    trace = record(parts, train)
    assert sorted(trace.after) == [0, 1]
    assert not np.array_equal(trace.after[0], trace.before[1])
    assert "moved" in {e.kind for e in trace.events}


def test_steps_past_the_bound_are_only_counted(parts: given.Given) -> None:
    """No more than `max_steps` steps keep their tensors; all are counted."""
    trace = record(parts, one_epoch, max_steps=7)
    assert (trace.steps, trace.steps_seen) == (7, 50)


def test_another_optimizer_is_known_for_what_it_is(parts: given.Given) -> None:
    """A step of an optimizer of the student's own names its class and what it holds."""

    def train(model: nn.Module, **others: Any) -> None:
        SGD(model.parameters(), lr=1.0).step()
        SGD([torch.zeros(1, requires_grad=True)], lr=1.0).step()

    steps = [e for e in record(parts, train).events if e.kind == "step"]
    assert [e.target for e in steps] == [None, None]
    assert [(e.facts["optimizer"], e.facts["held"]) for e in steps] == [
        ("SGD", 0b1111),
        ("SGD", 0),
    ]


def test_a_changed_learning_rate_is_told(parts: given.Given) -> None:
    """A step with another hyperparameter says which, from what, to what."""

    def train(optimizer: Optimizer, **others: Any) -> None:
        optimizer.step()
        optimizer.param_groups[0]["lr"] = 0.5
        optimizer.step()

    trace = record(parts, train)
    steps = [e for e in trace.events if e.kind == "step"]
    assert "changed" not in steps[0].facts
    assert steps[1].facts["changed"] == "lr: 0.1 → 0.5"


def test_replaced_parameters_are_named(parts: given.Given) -> None:
    """A parameter that is another tensor at the end is named."""

    def train(model: Any, **others: Any) -> None:
        model.fc1.weight = nn.Parameter(torch.zeros(4, 2))

    assert record(parts, train).replaced == ("model.fc1.weight",)


ODD_GRADIENTS: dict[str, Callable[[], torch.Tensor | None]] = {
    "none": lambda: None,
    "half": lambda: torch.ones(2, 3).half(),
    "double": lambda: torch.ones(2, 3).double(),
    "whole": lambda: torch.ones(2, 3, dtype=torch.int32),
    "sparse": lambda: torch.ones(2, 3).to_sparse(),
    "turned": lambda: torch.ones(3, 2).T,
    "graph": lambda: torch.ones(2, 3, requires_grad=True) * 2,
    "larger": lambda: torch.ones(2, 4),
}


@pytest.mark.parametrize("name", ODD_GRADIENTS)
def test_gradients_are_copied_at_once_where_they_are_as_usual(name: str) -> None:
    """In their order; what is not float32 in one piece is left to those who look closer."""
    usual = torch.arange(6.0).reshape(2, 3)
    copied = gradients_at_once([usual, usual + 6], [24, 24])
    assert copied is not None
    assert np.frombuffer(copied, np.float32).tolist() == list(range(12))
    assert gradients_at_once([usual, ODD_GRADIENTS[name]()], [24, 24]) is None
