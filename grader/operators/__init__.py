"""Mutation operators: each breaks a correct loop in one known way, one family per file.

An operator finds its places on the syntax tree and edits the text, so that comments and form of
the rest survive. It tells the code and the line that a teacher would name; where it does not apply
it yields nothing. Whether the loop is really broken is for a run to tell: some loops bear it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TypeVar

from grader.edit import Edits, Impossible, edited, located
from grader.sites import Loop

FAMILIES: Sequence[str] = (
    "calls",
    "loss",
    "update",
    "loop",
    "accumulation",
    "clipping",
    "freezing",
    "several",
    "state",
    "function",
)
S = TypeVar("S")


@dataclass(frozen=True)
class Mutant:
    """A broken loop: who broke it, and the code and the line that should be found.

    `line` is None where no line is to blame, or none can be told from the text.
    """

    operator: str
    code: str
    line: int | None
    text: str


@dataclass(frozen=True)
class Operator:
    """One way to break a loop.

    level   how hard it is to see, from 1 to 3
    told    what was done to the loop, in one sentence
    break_  every loop that it makes of a given one
    """

    name: str
    code: str
    level: int
    told: str
    break_: Callable[[Loop], Iterator[Mutant]]


@dataclass(frozen=True)
class Other:
    """Edits that make another mistake than the operator's own."""

    code: str
    edits: Edits


Break = Callable[[Loop, S], Edits | Other | None]


def operator(
    code: str, level: int, told: str, at: Callable[[Loop], Iterable[S]]
) -> Callable[[Break[S]], Operator]:
    """Make an operator of a function that breaks the loop at one of the places `at`."""

    def made(function: Break[S]) -> Operator:
        name = function.__name__.replace("_", "-")

        def break_(loop: Loop) -> Iterator[Mutant]:
            for place in at(loop):
                if mutant := _mutant(name, code, loop, partial(function, loop, place)):
                    yield mutant

        return Operator(name, code, level, told, break_)

    return made


def _mutant(
    name: str, code: str, loop: Loop, change: Callable[[], Edits | Other | None]
) -> Mutant | None:
    """The loop after the change, unless that is impossible or makes no other loop."""
    try:
        changed = change()
        if not changed:
            return None
        if isinstance(changed, Other):
            code, changed = changed.code, changed.edits
        text, line = located(edited(loop.text, changed))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as an "is" with a number, in loops to be broken
            compile(text, "train.py", "exec")
    except (Impossible, SyntaxError, ValueError):
        return None
    return Mutant(name, code, line, text) if text != loop.text else None


def all_operators() -> list[Operator]:
    """Every operator, by family and in the order of its file."""
    modules = [import_module(f"{__name__}.{family}") for family in FAMILIES]
    return [o for module in modules for o in vars(module).values() if isinstance(o, Operator)]
