"""Calls of modules are watched, and what hooks of one's own make of them comes after that."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from grader.calls import watched

Seen = list[tuple[Any, Tensor]]


@pytest.fixture
def model() -> nn.Sequential:
    """A layer within a model."""
    return nn.Sequential(nn.Linear(2, 2, bias=False))


def calls(model: nn.Module, inputs: Tensor, *wanted: nn.Module) -> tuple[Tensor, Seen]:
    """The output for the inputs, and what was seen on the way: arguments and outputs."""
    seen: Seen = []
    with watched(
        {id(m) for m in wanted or (model,)}, lambda _, args, out: seen.append((args, out))
    ):
        return model(inputs), seen


def test_a_call_is_seen_once_with_its_arguments_and_output(model: nn.Module) -> None:
    """Only that of a module that is wanted."""
    inputs = torch.ones(1, 2)
    output, seen = calls(model, inputs)
    assert len(seen) == 1
    assert seen[0][0][0] is inputs
    assert seen[0][1] is output
    assert not model._forward_hooks


def test_a_module_in_another_is_seen_before_it(model: nn.Sequential) -> None:
    """Also where the outer one has hooks."""
    for _ in range(2):
        output, seen = calls(model, torch.ones(1, 2), model, model[0])
        assert len(seen) == 2
        assert seen[1][1] is output
        model.register_forward_hook(lambda *_: None)


def test_what_hooks_change_comes_after(model: nn.Module) -> None:
    """The output is seen that the forward gave, and the inputs that it got."""
    model.register_forward_hook(lambda module, args, out: out + 1)
    model.register_forward_pre_hook(lambda module, args: (2 * args[0],))
    output, seen = calls(model, torch.ones(1, 2))
    assert torch.equal(seen[0][1] + 1, output)
    assert torch.equal(seen[0][0][0], torch.full((1, 2), 2.0))


def test_a_call_that_raises_is_not_seen(model: nn.Module) -> None:
    """Nor does it leave anything behind, with hooks or without."""
    for _ in range(2):
        with pytest.raises(RuntimeError):
            calls(model, torch.ones(1, 3))
        assert len(calls(model, torch.ones(1, 2))[1]) == 1
        model.register_forward_hook(lambda *_: None)
    assert not nn.modules.module._global_forward_hooks


def test_afterwards_all_is_as_before(model: nn.Module) -> None:
    """A module is called by PyTorch alone."""
    before = nn.Module._call_impl
    calls(model, torch.ones(1, 2))
    assert nn.Module._call_impl is before
