"""What the student's code keeps, or sets, without meaning to: seen by the recorder, for remarks.

A graph is alive as long as a hook on one of its nodes is, so a token on the loss's node tells
whether something still holds on to it: a list of losses, or a running total made of tensors.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any
from weakref import ref

from torch import Tensor, nn

# Losses whose graphs are watched: the first of a run tell what its loop keeps.
MOST_WATCHED = 64
# Misspelt or misplaced, `requires_grad` becomes an attribute that PyTorch never looks at.
WITHOUT_EFFECT = ("requires_grad", "require_grad", "required_grad", "requires_gradient")


class Graphs:
    """The graphs of losses that are still there."""

    def __init__(self) -> None:
        self.watched = self.alive = 0

    def watch(self, loss: Tensor) -> None:
        """Count the graph of `loss` among those alive until nothing refers to it."""
        if self.watched < MOST_WATCHED and loss.grad_fn is not None:
            self.watched += 1
            loss.grad_fn.register_prehook(_Token(self))


class _Token:
    """A hook that does nothing, and tells when it goes."""

    __slots__ = ("graphs",)

    def __init__(self, graphs: Graphs) -> None:
        self.graphs = graphs
        graphs.alive += 1

    def __call__(self, gradients: tuple[Tensor, ...]) -> None:
        return None

    def __del__(self) -> None:
        self.graphs.alive -= 1


class States:
    """State dicts of given modules, which hold the live parameters and no copies of them."""

    def __init__(self) -> None:
        self._taken: list[tuple[ref[Any], int | None, int]] = []

    def took(self, state: Any, line: int | None, step: int) -> None:
        """Note a state dict that was made at `line` after `step` steps."""
        if isinstance(state, OrderedDict):
            self._taken.append((ref(state), line, step))

    def outlived(self, step: int) -> list[int | None]:
        """The lines of those that are still kept though a step has changed what they hold."""
        if not self._taken:
            return []
        there = [(kept, line, taken) for kept, line, taken in self._taken if kept() is not None]
        self._taken = [taken for taken in there if taken[2] + 1 >= step]
        return [line for _, line, taken in there if taken + 1 < step]


def without_effect(modules: Iterable[nn.Module]) -> list[str]:
    """Attributes that look like requires_grad and freeze nothing, by the names of their owners."""
    found = []
    for module in modules:
        for name, part in module.named_modules():
            found += [f"{name or 'model'}.{key}" for key in WITHOUT_EFFECT if key in vars(part)]
        for name, parameter in module.named_parameters():
            keys = vars(parameter) if hasattr(parameter, "__dict__") else ()
            found += [f"{name}.{key}" for key in WITHOUT_EFFECT[1:] if key in keys]
    return found
