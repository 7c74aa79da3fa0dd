"""An autograd.Function of the student's own, tried on inputs that it has not seen.

The child applies it and differentiates it by its own backward(); the grader compares both with the
closed form that given.py has as `reference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.given import Given
from grader.trace import Applied, Doubles

INPUTS = 64
# As torch.autograd.gradcheck has them, but for what float32 constants in the code may cost.
RTOL, ATOL = 1e-4, 1e-6


@dataclass(frozen=True)
class Trial:
    """What came of it beside the closed form: the largest difference of each, or the problem."""

    problem: str
    value_off: float
    gradient_off: float

    @property
    def value_ok(self) -> bool:
        """Whether forward() computes the function."""
        return self.value_off <= RTOL

    @property
    def gradient_ok(self) -> bool:
        """Whether backward() computes its gradient."""
        return self.gradient_off <= RTOL


def inputs(seed: int) -> tuple[Tensor, Tensor]:
    """Inputs [INPUTS] and a grad_output for each, as float64."""
    generator = torch.Generator().manual_seed(seed)
    x = 3 * torch.randn(INPUTS, generator=generator, dtype=torch.float64)
    return x, torch.randn(INPUTS, generator=generator, dtype=torch.float64)


def apply(names: Mapping[str, Any], name: str, seed: int) -> Applied:
    """Try the function `name` of the student's file. Whatever it raises is data."""
    function = names.get(name)
    if not (isinstance(function, type) and issubclass(function, torch.autograd.Function)):
        what = "nothing" if function is None else type(function).__name__
        return Applied(f'"{name}" is {what}, not a class made from torch.autograd.Function')
    call: Any = function  # without annotations in some versions of torch
    x, grad_output = inputs(seed)
    x.requires_grad_()
    try:
        values = call.apply(x)
        call.apply(x.detach().flip(0))  # what it keeps for backward() is one call's own
        gradients: Tensor | None = torch.autograd.grad(values, x, grad_output, allow_unused=True)[0]
        if gradients is None:
            return Applied("backward() gave no gradient")
        return Applied(values=_doubles(values), gradients=_doubles(gradients))
    except BaseException as error:
        return Applied(f"{type(error).__name__}: {str(error)[:200]}")


def _doubles(tensor: Tensor) -> Doubles:
    array = tensor.detach().double().reshape(-1).numpy()
    if array.shape != (INPUTS,):
        raise ValueError(f"{array.size} numbers for {INPUTS} inputs")
    return np.asarray(array)


def compare(given: Given, applied: Applied, seed: int) -> Trial:
    """The values and gradients beside those of the closed form."""
    if applied.values is None or applied.gradients is None or applied.values.size != INPUTS:
        return Trial(applied.problem or "nothing was handed over", np.inf, np.inf)
    x, grad_output = inputs(seed)
    x.requires_grad_()
    values = given.module.reference(x)
    (gradients,) = torch.autograd.grad(values, x, grad_output)
    return Trial(
        "",
        _off(applied.values, values.detach().numpy()),
        _off(applied.gradients, gradients.numpy()),
    )


def _off(found: Doubles, right: Doubles) -> float:
    """The largest difference, relative to the largest value."""
    off = np.abs(found - right).max() / (np.abs(right).max() + ATOL)
    return float(off) if np.isfinite(off) else float("inf")
