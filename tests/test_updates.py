"""Updates that are computed at once are those of one step after the other."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from conftest import COURSE

from grader import given, updates
from grader.trace import Trace


@pytest.fixture
def parts() -> given.Given:
    """What is given in exercise 01."""
    return given.load((COURSE.folder("exercise-01") / "given.py").read_bytes(), seed=9)


def made_up(parts: given.Given, steps: int = 60) -> Trace:
    """Random parameters and gradients, some of them None; each step leaves something else."""
    random = np.random.default_rng(3)
    size, count = parts.layout.size, len(parts.layout.names)
    rows = random.standard_normal((3, steps, size)).astype(np.float32)
    present = random.random((steps, count)) < 0.8
    return Trace((), rows[0], rows[1], present, {}, rows[0][0], rows[2][0])


@pytest.mark.parametrize("settings", [{}, {"weight_decay": 0.1}, {"maximize": True}])
def test_they_are_the_same(parts: given.Given, settings: dict[str, float]) -> None:
    """To the rounding of the last digit, gradients that are None and unknown steps included."""
    model = parts.modules["model"]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, **settings)  # type: ignore[arg-type]
    parts.optimizers["optimizer"].param_groups[:] = optimizer.param_groups
    trace = made_up(parts)
    names = ["optimizer" if step % 7 else "" for step in range(trace.steps)]
    shapes = parts.layout.shapes
    found = np.empty_like(trace.before)
    updates._at_once(parts, trace, names, found)
    assert parts.layout.shapes == shapes
    stepper = updates._Stepper(parts, trace)
    alone = np.stack([stepper(step, name) for step, name in enumerate(names)])
    np.testing.assert_allclose(found, alone, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("kind", "settings", "forgets"),
    [
        (torch.optim.SGD, {}, True),
        (torch.optim.SGD, {"momentum": 0.9}, False),
        (torch.optim.SGD, {"lr": torch.tensor(0.1)}, False),
        (torch.optim.Adam, {}, False),
        (torch.optim.Rprop, {}, False),
    ],
)
def test_only_where_no_step_follows_from_another(
    kind: type[torch.optim.Optimizer], settings: dict[str, object], forgets: bool
) -> None:
    """An optimizer that remembers makes its steps in their order."""
    optimizer = kind([torch.zeros(2, requires_grad=True)], **{"lr": 0.1, **settings})  # type: ignore[arg-type]
    assert updates._forgets(optimizer) == forgets
