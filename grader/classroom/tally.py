"""What a class comes to: counts, common mistakes, and how attempts and metrics are spread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.submission import Student

# Bins on the way from the 5th to the 95th percentile, and the numbers of attempts told apart.
BINS, MOST_ATTEMPTS = 12, 8
# Beyond it a width could not be computed; a loss of that size has left any plot.
LARGEST = 1e30
# Of a bin's width: what may be lost where edges are computed.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Counts:
    """How many students passed, failed, met the grader's own failure, handed nothing in."""

    passed: int
    failed: int
    error: int
    missing: int

    @property
    def students(self) -> int:
        """All of them."""
        return self.passed + self.failed + self.error + self.missing


@dataclass(frozen=True)
class Mistake:
    """A diagnosis: the attempts that count and have it, and how many students ever had it."""

    code: str
    title: str
    marks: tuple[Mark, ...]
    now: int
    ever: int


@dataclass(frozen=True)
class Bin:
    """How many values there are from `low` on and below `high`; None where it is open."""

    low: float | None
    high: float | None
    number: int


@dataclass(frozen=True)
class Spread:
    """Values in bins of one width, and between which edges all of the bins are."""

    bins: tuple[Bin, ...]
    edges: tuple[float, float]


def counts(book: Gradebook, column: Column) -> Counts:
    """What an exercise came to."""
    found = Counter(
        mark.status if mark else "missing"
        for mark in (book.mark(student, column.exercise) for student in book.students)
    )
    return Counts(found["passed"], found["failed"], found["error"], found["missing"])


def counting(book: Gradebook, column: Column) -> tuple[Mark, ...]:
    """The attempts at an exercise that count."""
    found = (book.mark(student, column.exercise) for student in book.students)
    return tuple(mark for mark in found if mark)


def total(book: Gradebook, student: Student) -> float:
    """The points of a student's attempts that count; what has none adds nothing."""
    marks = (book.mark(student, column.exercise) for column in book.columns)
    return round(sum(m.points for m in marks if m and m.points is not None), 2)


def mistakes(book: Gradebook) -> tuple[Mistake, ...]:
    """The diagnoses of the attempts that count, the one of most students first."""
    ever: dict[str, set[str]] = {}
    now: dict[str, list[Mark]] = {}
    for mark in book.marks:
        if mark.code is not None:
            ever.setdefault(mark.code, set()).add(mark.student.key)
            now.setdefault(mark.code, []).extend([mark] if mark.counts else [])
    found = (_mistake(code, now[code], len(students)) for code, students in ever.items())
    return tuple(sorted(found, key=lambda m: (-m.now, -m.ever, m.code)))


def _mistake(code: str, marks: Sequence[Mark], ever: int) -> Mistake:
    title = marks[0].title if marks else ""
    return Mistake(code, title, tuple(marks), len({m.student.key for m in marks}), ever)


def tries(book: Gradebook, column: Column) -> Mapping[int, int]:
    """By the number of attempts how many students made that many; the last stands for more, too."""
    made = (len(book.attempts(student, column.exercise)) for student in book.students)
    found = Counter(min(number, MOST_ATTEMPTS) for number in made if number)
    return {number: found[number] for number in range(1, MOST_ATTEMPTS + 1)}


def measured(marks: Sequence[Mark], metric: str) -> tuple[float, ...]:
    """The values of a metric that were measured and are finite, in ascending order."""
    found = (mark.metrics.get(metric) for mark in marks)
    return tuple(sorted(v for v in found if v is not None and math.isfinite(v)))


def spread(values: Sequence[float], limit: float | None = None) -> Spread:
    """Sorted values in bins, of which one ends where the limit is.

    What lies far from most others is in a first or a last bin of its own, which is open.
    """
    low, high = _ends(values, limit)
    width, origin = (high - low) / BINS, low if limit is None else limit
    first = math.floor((low - origin) / width + ROUNDING)
    last = math.ceil((high - origin) / width - ROUNDING)
    under = values[0] < origin + (first - ROUNDING) * width
    # A value that is the limit does not belong to those below it.
    over = values[-1] > origin + (last + ROUNDING) * width or (values[-1] == limit and not last)
    edges = [origin + n * width for n in range(first - under, last + over + 1)]
    return Spread(_bins(values, edges, under, over), (edges[0], edges[-1]))


def _ends(values: Sequence[float], limit: float | None) -> tuple[float, float]:
    """Where the bins begin and end: without the outermost twentieth, and with the limit."""
    cut = len(values) // 20
    near = [max(-LARGEST, min(LARGEST, v)) for v in values[cut : len(values) - cut]]
    near += [] if limit is None else [limit]
    low, high = min(near), max(near)
    if high - low > 1e-9 * max(1.0, abs(high), abs(low)):
        return low, high
    return low - 0.5 * max(1.0, abs(low)), high + 0.5 * max(1.0, abs(high))


def _bins(
    values: Sequence[float], edges: Sequence[float], under: bool, over: bool
) -> tuple[Bin, ...]:
    inner = edges[1:-1]
    found = Counter(sum(value >= edge for edge in inner) for value in values)
    lows = (None if under else edges[0], *inner)
    highs = (*inner, None if over else edges[-1])
    limits = zip(lows, highs, strict=True)
    return tuple(Bin(low, high, found[n]) for n, (low, high) in enumerate(limits))
