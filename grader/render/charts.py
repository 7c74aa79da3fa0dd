"""Histograms as numbers for a template to draw: bars in a frame of 260 by 70, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.classroom.gradebook import Column, Gradebook
from grader.classroom.tally import MOST_ATTEMPTS, Bin, spread, tries
from grader.limit import Limit
from grader.render.text import as_told
from grader.words import count

WIDTH, HEIGHT = 260.0, 70.0
GAP = 1.5
# A bar of one must be seen beside one of hundreds.
LOWEST = 2.0


@dataclass(frozen=True)
class Bar:
    """A bar with what it stands for."""

    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True)
class Chart:
    """A histogram: bars, labels below at places, where the limit is, and all of it in words."""

    title: str
    told: str
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    limit: float | None = None
    bound: str = ""


def tries_chart(book: Gradebook, column: Column) -> Chart:
    """How many students made how many attempts."""
    found = tries(book, column)
    numbers = list(found.values())
    names = [f"{n} or more" if n == MOST_ATTEMPTS else str(n) for n in found]
    tolds = [f"{of}: {count(n, 'student')}" for of, n in zip(names, numbers, strict=True)]
    bars = _bars(numbers, tolds)
    step = WIDTH / len(bars)
    signs = [f"{n}+" if n == MOST_ATTEMPTS else str(n) for n in found]
    labels = tuple((round(step * (n + 0.5), 1), sign) for n, sign in enumerate(signs))
    made = "; ".join(told for told, n in zip(tolds, numbers, strict=True) if n)
    return Chart("attempts", f"Students by number of attempts. {made}.", bars, labels)


def metric_chart(metric: str, values: Sequence[float], limit: Limit | None) -> Chart:
    """How a metric is spread over the students; `values` ascend."""
    found = spread(values, limit.value if limit else None)
    bars = _bars([b.number for b in found.bins], [_told(metric, b) for b in found.bins])
    low, high = found.edges
    shown = [*values, *([limit.value] if limit else [])]
    labels = ((0.0, _shown(metric, min(shown))), (WIDTH, _shown(metric, max(shown))))
    told = f"From {_shown(metric, values[0])} to {_shown(metric, values[-1])}"
    title = f"{metric}, {count(len(values), 'student')}"
    if limit is None:
        return Chart(title, f"{told}.", bars, labels)
    good = sum(map(limit.holds, values))
    bound = f"{limit.side} {_shown(metric, limit.value)}"
    at = round(WIDTH * (limit.value - low) / (high - low), 1)
    told = f"{told}; {good} of {len(values)} {bound}."
    return Chart(title, told, bars, labels, at, bound)


def _shown(metric: str, value: float | None) -> str:
    """The value as everywhere, in powers of ten where it would be a long row of digits."""
    small = value is None or abs(value) < 1e5
    return as_told(metric, value) if small else f"{value:.1e}"


def _told(metric: str, found: Bin) -> str:
    low, high = _shown(metric, found.low), _shown(metric, found.high)
    where = f"{low} to {high}"
    if found.low is None:
        where = f"below {high}"
    elif found.high is None:
        where = f"{low} and above"
    return f"{where}: {count(found.number, 'student')}"


def _bars(numbers: Sequence[int], tolds: Sequence[str]) -> tuple[Bar, ...]:
    step, most = WIDTH / len(numbers), max([1, *numbers])
    heights = [max(LOWEST, HEIGHT * n / most) if n else 0.0 for n in numbers]
    return tuple(
        Bar(
            x=round(step * n + GAP / 2, 1),
            y=round(HEIGHT - height, 1),
            width=round(step - GAP, 1),
            height=round(height, 1),
            told=told,
        )
        for n, (height, told) in enumerate(zip(heights, tolds, strict=True))
    )
