"""Confinement: what a child may do to the machine, cut down before a student's code is read.

Each layer is one module of one shape: `NAME`, `lacking()`, `apply(plan, writable)`. The judge makes
the plan, since the child no longer knows what it was started with; the child applies it to itself,
for good. A layer that this system lacks is left out and named; one that should be there and can't
be applied ends the run before the student's code is read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.confine import landlock, seccomp, user

WITHOUT = "GRADER_WITHOUT"
"""The environment variable that names layers to do without, for trying what is left."""


@dataclass(frozen=True)
class Plan:
    """How one child is confined.

    layers    the names of those to apply, in this order
    readable  what it may read, besides the folders that it may write to
    user      the number of the user that it becomes, where the grader is root
    """

    layers: tuple[str, ...]
    readable: tuple[str, ...]
    user: int


class Layer(Protocol):
    """The shape of a layer's module."""

    NAME: str

    def lacking(self, gone: Collection[str]) -> str:
        """Why it can't be had here, without the layers that are `gone`; empty where it can."""

    def apply(self, plan: Plan, writable: Sequence[Path]) -> None:
        """Confine this process for good; raises OSError."""


ORDER: tuple[Layer, ...] = (user, landlock, seccomp)
"""In which they are applied: each takes away what the one before still needed."""


def layers() -> tuple[Layer, ...]:
    """Those that there are for this process, in order: only root has a user to give up."""
    return ORDER if user.is_root() else ORDER[1:]


class NotConfined(Exception):
    """A layer that this system has could not be applied."""


def missing() -> dict[str, str]:
    """The layers that can't be had here, each with the reason."""
    off = {name.strip().lower() for name in os.environ.get(WITHOUT, "").split(",")}
    found: dict[str, str] = {}
    for layer in reversed(layers()):
        switched_off = f"switched off by {WITHOUT}" if layer.NAME.lower() in off else ""
        if reason := switched_off or layer.lacking(found):
            found[layer.NAME] = reason
    return found


def load_libraries() -> None:
    """Load what the layers need, which a process that is half confined may not."""
    missing()


def prepare() -> None:
    """Make ready, once for all forks of this process, what takes a child time to make."""
    if seccomp.NAME not in missing():
        seccomp.prepare()


def plan(readable: Sequence[Path]) -> Plan:
    """How a child of this process is confined, with the layers that there are."""
    lacking = missing()
    return Plan(
        layers=tuple(layer.NAME for layer in layers() if layer.NAME not in lacking),
        readable=tuple(map(str, readable)),
        user=user.number(),
    )


def apply(wanted: Plan, writable: Sequence[Path]) -> None:
    """Confine this process for good; raises NotConfined where a layer can't be applied."""
    for layer in ORDER:
        if layer.NAME in wanted.layers:
            try:
                layer.apply(wanted, writable)
            except (OSError, ValueError, AttributeError) as error:
                raise NotConfined(f"{layer.NAME}: {type(error).__name__}: {error}") from error
