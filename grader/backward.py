"""What a backward goes through, and what it leaves: losses on its way, and whose work .grad is."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any

import numpy as np
from torch import Tensor, nn
from torch.autograd.function import BackwardCFunction

from grader.hooks import on_gradient
from grader.snapshot import as_row, gradient_bytes

# How many losses back a backward is followed.
MOST_LOSSES = 8
# How far into a graph it is looked for functions of the student's own.
MOST_NODES = 300
# What one multiplication may lose, relative to the number.
ROUNDING = 2 * float(np.finfo(np.float32).eps)

Facts = dict[str, Any]


class Losses:
    """The losses that the given criteria made, by number, while they may still go backward."""

    def __init__(self) -> None:
        self.count = 0
        self._made: deque[tuple[int, Tensor]] = deque(maxlen=MOST_LOSSES)
        self._gone_back: set[int] = set()

    def add(self, loss: Tensor) -> None:
        """Remember a loss that has a graph."""
        self._made.append((self.count, loss))

    def forget_used(self) -> None:
        """Let those go that went backward: until a step they were kept, to see a second time."""
        waiting = [made for made in self._made if made[0] not in self._gone_back]
        self._made.clear()
        self._made.extend(waiting)
        self._gone_back.clear()

    def forget_all(self) -> None:
        """Let all go."""
        self._made.clear()

    def follow(self, start: Tensor, plain: bool, facts: Facts) -> list[Any]:
        """Note in `facts` which losses the backward from `start` goes through that comes next.

        `plain` tells that it begins with a gradient of 1. Returns hooks, to be removed after it.
        """
        hooks = []
        for number, loss in self._made:
            if loss is start and plain:
                facts["loss"], facts["losses"] = number, [number]
                self._gone_back.add(number)
            else:
                hooks.append(on_gradient(loss, partial(self._through, number, facts)))
                facts["beside"] = True
        return hooks

    def _through(self, number: int, facts: Facts, gradient: Tensor) -> None:
        facts["loss"] = number
        facts["losses"] = [*facts.get("losses", ()), number]
        self._gone_back.add(number)
        if gradient.numel() == 1 and (seed := gradient.item()) != 1.0:
            facts["seed"] = seed


def has_function(start: Tensor) -> bool:
    """Whether the graph behind `start` has an autograd.Function in it that is written in Python."""
    seen: set[Any] = set()
    waiting: list[Any] = [start.grad_fn]
    while waiting and len(seen) < MOST_NODES:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        if isinstance(node, BackwardCFunction):
            return True
        seen.add(node)
        waiting += [following for following, _ in node.next_functions]
    return False


class Provenance:
    """Whether the gradients of a step are those that autograd made since the step before."""

    def __init__(self, parameters: list[nn.Parameter]) -> None:
        self.parameters = parameters
        self.calls = self.known = 0
        self.left: dict[int, bytes] = {}

    def made(self, reached: int, asked: int) -> None:
        """Note a call of autograd: the parameters that it reached, whose gradients it left in
        .grad, and those whose gradients it was asked for, as bits; -1 for all.
        """
        self.calls += 1
        self.known |= reached | asked
        for index, parameter in enumerate(self.parameters):
            if reached >> index & 1 and parameter.grad is not None:
                self.left[index] = gradient_bytes(parameter.grad)

    def by_hand(self) -> bool:
        """Whether autograd was not called, or its one result was overwritten by another.

        A result that was scaled or clipped is still autograd's.
        """
        calls, known, left = self.calls, self.known, self.left
        self.calls, self.known, self.left = 0, 0, {}
        unknown = any(
            parameter.grad is not None and not known >> index & 1
            for index, parameter in enumerate(self.parameters)
        )
        return unknown or (calls == 1 and self._exchanged(left))

    def _exchanged(self, left: dict[int, bytes]) -> bool:
        grads = {index: self.parameters[index].grad for index in left}
        now = {i: gradient_bytes(g) for i, g in grads.items() if g is not None}
        same = all(now[i] == left[i] for i in now)
        if same or any(len(now[i]) != len(left[i]) for i in now):
            return False
        was = as_row(b"".join(left[i] for i in now))
        new = as_row(b"".join(now.values()))
        largest = int(np.abs(was).argmax())
        factor = new[largest] / was[largest] if was[largest] else np.float32(0)
        return bool((np.abs(new - factor * was) > ROUNDING * np.abs(new)).any())
