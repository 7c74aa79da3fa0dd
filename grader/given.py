"""The given part of an exercise, loaded: what train() is called with, and how it is measured.

Both sides load it, each for itself: the child to run the student's code with, the judge to
recompute everything from. Nothing is ever read off the student's objects.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader, TensorDataset

from grader.errors import CourseError, EnvironmentProblem, GraderError
from grader.trace import Layout

BROKEN_PAIR = "operator torchvision::nms does not exist"
BROKEN_PAIR_TEXT = (
    "torchvision does not fit the installed torch: the two come from different builds "
    f'("{BROKEN_PAIR}").'
)
BROKEN_PAIR_HINT = (
    "Install both again from the same place: pip uninstall -y torch torchvision, then one of "
    "the two install lines of the README."
)


@dataclass(frozen=True)
class Given:
    """The parts of train() by the names of its parameters.

    `modules` have parameters, `criteria` have none; `tensors` are data that come without a loader.
    """

    module: ModuleType
    arguments: Mapping[str, Any]
    modules: Mapping[str, nn.Module]
    criteria: Mapping[str, nn.Module]
    optimizers: Mapping[str, Optimizer]
    loaders: Mapping[str, DataLoader[Any]]
    tensors: Mapping[str, Tensor]

    @property
    def loader(self) -> DataLoader[Any] | None:
        """What yields the batches: the given loader, or one batch of the given tensors."""
        if self.tensors and not self.loaders:
            dataset = TensorDataset(*self.tensors.values())
            return DataLoader(dataset, batch_size=len(dataset))
        return next(iter(self.loaders.values()), None)

    @property
    def parameters(self) -> dict[str, nn.Parameter]:
        """All parameters of the given modules by qualified name, each once."""
        found: dict[str, nn.Parameter] = {}
        for owner, module in self.modules.items():
            for name, parameter in module.named_parameters():
                found[f"{owner}.{name}"] = parameter
        return found

    @property
    def layout(self) -> Layout:
        """Where each parameter stands in a row of a trace."""
        named = self.parameters
        return Layout(tuple(named), tuple(tuple(p.shape) for p in named.values()))

    def held_by(self, optimizer: str) -> tuple[str, ...]:
        """The names of the parameters that the optimizer updates."""
        ids = {id(p) for g in self.optimizers[optimizer].param_groups for p in g["params"]}
        return tuple(name for name, p in self.parameters.items() if id(p) in ids)


def load(
    source: bytes, seed: int, needs: tuple[str, ...] = (), file: Path = Path("given.py")
) -> Given:
    """Run given.py, whose text is `source`, and build its parts with `seed`.

    `file` is where it lies, for the data that lies beside it.
    Leaves the module importable as `given`. Raises CourseError where given.py fails, and
    EnvironmentProblem where the fault lies with torchvision.
    """
    module = ModuleType("given")
    module.__file__ = str(file)
    sys.modules["given"] = module
    try:
        for name in needs:
            __import__(name)
        exec(compile(source, "given.py", "exec"), module.__dict__)
        torch.manual_seed(seed)
        arguments = module.build(seed)
    except GraderError:
        raise
    except Exception as error:
        if BROKEN_PAIR in str(error):
            raise EnvironmentProblem(BROKEN_PAIR_TEXT, BROKEN_PAIR_HINT) from error
        if isinstance(error, ModuleNotFoundError) and error.name in needs:
            raise EnvironmentProblem(
                f'This exercise needs "{error.name}", which is not installed.',
                "Install it with one of the two install lines of the README.",
            ) from error
        raise CourseError(f"given.py failed: {type(error).__name__}: {error}") from error
    return _sorted_parts(module, arguments)


def _sorted_parts(module: ModuleType, arguments: Mapping[str, Any]) -> Given:
    modules = {n: a for n, a in arguments.items() if isinstance(a, nn.Module)}
    given = Given(
        module=module,
        arguments=arguments,
        modules={n: m for n, m in modules.items() if any(True for _ in m.parameters())},
        criteria={n: m for n, m in modules.items() if not any(True for _ in m.parameters())},
        optimizers={n: a for n, a in arguments.items() if isinstance(a, Optimizer)},
        loaders={n: a for n, a in arguments.items() if isinstance(a, DataLoader)},
        tensors={n: a for n, a in arguments.items() if isinstance(a, Tensor)},
    )
    if any(isinstance(o, torch.optim.LBFGS) for o in given.optimizers.values()):
        raise CourseError(
            "given.py uses LBFGS, which evaluates the loss many times in one step.",
            "Take an optimizer whose step follows from one gradient.",
        )
    if any(p.dtype != torch.float32 for p in given.parameters.values()):
        raise CourseError("given.py has parameters that are not float32.")
    return given
