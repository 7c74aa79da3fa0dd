"""A function of the student's own is tried on inputs that it has not seen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from grader.function import INPUTS, apply, compare, inputs
from grader.trace import Applied

SEED = 3
GIVEN: Any = SimpleNamespace(module=SimpleNamespace(reference=lambda x: x * x))


class Square(torch.autograd.Function):
    """x², by hand."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:  # type: ignore[override]
        return 2 * ctx.saved_tensors[0] * grad_output


def variant(name: str, method: Any) -> type:
    """Square with another forward or backward."""
    return type("Variant", (Square,), {name: staticmethod(method)})


def trial(function: Any) -> Any:
    """What comes of a function named F, beside x²."""
    return compare(GIVEN, apply({"F": function}, "F", SEED), SEED)


def test_a_right_function_is_right() -> None:
    """Value and gradient agree with the closed form."""
    found = trial(Square)
    assert (found.problem, found.value_ok, found.gradient_ok) == ("", True, True)


@pytest.mark.parametrize(
    "backward",
    [
        lambda ctx, g: 2 * ctx.saved_tensors[0],
        lambda ctx, g: ctx.saved_tensors[0] * g,
        lambda ctx, g: (2 * ctx.saved_tensors[0] * g).round(decimals=2),
        lambda ctx, g: torch.full_like(g, float("nan")),
    ],
    ids=["no-grad-output", "half", "rounded", "nan"],
)
def test_a_wrong_gradient_is_found(backward: Any) -> None:
    """The value is right all the same."""
    found = trial(variant("backward", backward))
    assert found.value_ok
    assert not found.gradient_ok


def test_a_wrong_value_is_found() -> None:
    """A forward that computes something else is told apart from a wrong backward."""

    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * x + 0.01

    found = trial(variant("forward", forward))
    assert not found.value_ok
    assert found.gradient_ok


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (None, "is nothing"),
        (torch.square, "not a class made from"),
        (variant("backward", lambda ctx, g: None), "no gradient"),
        (variant("backward", lambda ctx, g: 1 / 0), "ZeroDivisionError"),
        (variant("forward", lambda ctx, x: x[:3].clone()), "shape"),
    ],
    ids=["missing", "no-function", "none", "raises", "shape"],
)
def test_what_cant_be_tried_is_told(function: Any, told: str) -> None:
    """The problem is data, in words for the student."""
    found = trial(function)
    assert told in found.problem
    assert not found.value_ok and not found.gradient_ok


def test_a_call_keeps_what_is_its_own() -> None:
    """A function that keeps its input on the class fails: another call comes between."""

    class Shared(Square):
        @staticmethod
        def forward(ctx: Any, x: Tensor) -> Tensor:
            Shared.x = x  # type: ignore[attr-defined]
            return x * x

        @staticmethod
        def backward(ctx: Any, grad_output: Tensor) -> Tensor:  # type: ignore[override]
            return 2 * Shared.x * grad_output  # type: ignore[attr-defined,no-any-return]

    assert not trial(Shared).gradient_ok


def test_forged_values_of_another_size_are_refused() -> None:
    """What the child hands over is no array of the right length: nothing is compared."""
    zeros = torch.zeros(INPUTS + 1, dtype=torch.float64).numpy()
    assert not compare(GIVEN, Applied("", zeros, zeros), SEED).value_ok


def test_inputs_follow_from_the_seed() -> None:
    """Both sides have the same inputs, and other seeds have others."""
    assert torch.equal(inputs(1)[0], inputs(1)[0])
    assert not torch.equal(inputs(1)[0], inputs(2)[0])
