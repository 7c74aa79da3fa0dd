"""A class for the benchmarks: submissions of exercise-01, made of the loops that the tests have."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "exercise-01"
# Folders of loops that run into a limit: what they take is the limit, whoever grades them.
LIMITED = {"timed-out", "too-much-output", "out-of-memory"}
# Of the others, what waits, starts processes or compilers, or ends the process that it runs in.
LEFT_OUT = re.compile(
    rb"time\.sleep|\bfork\(|subprocess|multiprocessing|\b_exit\(|torch\.compile|\.compile\("
)


@dataclass(frozen=True)
class Handed:
    """What one student handed in, and whether it is a right loop."""

    name: str
    right: bool
    source: bytes = field(repr=False)


def loops() -> Iterator[tuple[bool, bytes]]:
    """The loops to draw from: whether it is right, and its text."""
    right = sorted((ROOT / "tests" / "right" / EXERCISE).glob("*.py"))
    wrong = sorted((ROOT / "tests" / "wrong" / EXERCISE).glob("*/*.py"))
    for path in (*right, *wrong):
        source = path.read_bytes()
        if path.parent.name not in LIMITED and not LEFT_OUT.search(source):
            yield path.parent.name == EXERCISE, source


def a_class(count: int) -> list[Handed]:
    """As many submissions as asked for, always the same ones, no two of the same text."""
    drawn = list(loops())
    random.Random(0).shuffle(drawn)
    handed = []
    for number in range(count):
        right, source = drawn[number % len(drawn)]
        name = f"student-{number + 1:04d}"
        handed.append(Handed(name, right, source.rstrip() + f"\n# {name}\n".encode()))
    return handed


def hand_in(handed: list[Handed], folder: Path) -> None:
    """Write the folder that `grade class` takes."""
    for each in handed:
        home = folder / each.name / EXERCISE
        home.mkdir(parents=True)
        (home / "train.py").write_bytes(each.source)
