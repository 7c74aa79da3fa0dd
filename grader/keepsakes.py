"""What the student's code keeps, or sets, without meaning to: seen by the recorder, for remarks.

A graph is alive as long as a hook on one of its nodes is, so a token on the loss's node tells
whether something still holds on to it: a list of losses, or a running total made of tensors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from weakref import ref

from torch import Tensor, nn

# Batches whose losses are watched: the first of a run tell what its loop keeps.
MOST_BATCHES = 16
# Misspelt or misplaced, `requires_grad` becomes an attribute that PyTorch never looks at.
WITHOUT_EFFECT = ("requires_grad", "require_grad", "required_grad", "requires_gradient")


class Graphs:
    """The graphs of losses that have gone backward and are still there, by the batch."""

    def __init__(self) -> None:
        self._kept: Counter[int] = Counter()

    @property
    def batches(self) -> int:
        """How many batches have left graphs that are alive."""
        return len(self._kept)

    def watch(self, loss: Tensor, batch: int) -> None:
        """Count the graph of `loss` from its backward on, until nothing refers to it."""
        if batch < MOST_BATCHES and loss.grad_fn is not None:
            loss.grad_fn.register_prehook(_Token(self._kept, batch))


class _Token:
    """A hook that changes nothing, and tells when its node was gone through and when it goes."""

    __slots__ = ("batch", "kept", "used")

    def __init__(self, kept: Counter[int], batch: int) -> None:
        self.kept, self.batch, self.used = kept, batch, False

    def __call__(self, gradients: tuple[Tensor, ...]) -> None:
        if not self.used:
            self.used = True
            self.kept[self.batch] += 1

    def __del__(self) -> None:
        if self.used:
            self.kept[self.batch] -= 1
            if not self.kept[self.batch]:
                del self.kept[self.batch]


class States:
    """State dicts of given modules, which hold the live parameters and no copies of them."""

    def __init__(self) -> None:
        self._taken: list[tuple[list[ref[Tensor]], int | None, int]] = []

    def took(self, state: Any, line: int | None, step: int) -> None:
        """Note a state dict that was made at `line` after `step` steps."""
        if isinstance(state, Mapping):
            tensors = [ref(value) for value in state.values() if isinstance(value, Tensor)]
            self._taken.append((tensors, line, step))

    def outlived(self, step: int) -> list[int | None]:
        """The lines of those that are still kept though a step has changed what they hold."""
        if not self._taken:
            return []
        # One tensor may be left in the variable of a loop over the state.
        there = [t for t in self._taken if sum(kept() is not None for kept in t[0]) > 1]
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
