"""A calibration as two tables: the margins of each threshold, and what catches each wrong loop."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.calibrate import Calibration, Runs, margin
from grader.limit import Limit

WANTED = 0.2


def table(console: Console, found: Calibration) -> None:
    """Print the margins, the wrong loops, and one sentence that judges.

    Of the solution the worst value is shown, on the course's own seeds and on all; of the stub and
    the wrong loops the best one.
    """
    seeds = len(found.seeds)
    own = ", ".join(map(str, found.exercise.seeds))
    console.print(Text(f"{found.exercise.name}  {found.exercise.title}", "bold"))
    console.print(f"{seeds} seeds; the course's own: {own}")
    console.print()
    console.print(_margins(found))
    console.print()
    console.print(_loops(found))
    console.print()
    console.print(_sentence(found))


def _margins(found: Calibration) -> Table:
    grid = _table("threshold", "own seeds", "margin", "all seeds", "stub", "wrong loops")
    for limit in found.exercise.limits:
        worst = found.own.worst(limit)
        wrong = [v for runs in found.wrong if (v := runs.best(limit)) is not None]
        best = max(wrong, key=lambda v: margin(limit, v), default=None)
        grid.add_row(
            f"{limit.metric} {limit.side} {limit.value:g}",
            _number(worst),
            "-" if worst is None else f"{margin(limit, worst):.0%}",
            _number(found.solution.worst(limit)),
            _number(found.stub.best(limit)),
            _number(best),
        )
    return grid


def _loops(found: Calibration) -> Table:
    grid = _table("loop", "thresholds", "passes", "caught by")
    limits = found.exercise.limits
    for name, runs in (("solution", found.solution), ("stub", found.stub)):
        grid.add_row(*_row(name, runs, limits))
    for runs in found.wrong:
        grid.add_row(*_row(runs.name, runs, limits))
    return grid


def _row(name: str, runs: Runs, limits: tuple[Limit, ...]) -> tuple[str, str, str, str]:
    count = len(runs.verdicts)
    caught = runs.caught_by if runs.passed < count else "-"
    return name, f"{runs.meets(limits)}/{count}", f"{runs.passed}/{count}", caught


def _sentence(found: Calibration) -> str:
    values = [(limit, found.own.worst(limit)) for limit in found.exercise.limits]
    least = min((margin(t, v) for t, v in values if v is not None), default=0.0)
    passing = [runs.name for runs in (found.stub, *found.wrong) if runs.passed]
    if passing:
        return f"Wrong loops pass: {', '.join(passing)}."
    if found.own.passed < len(found.own.verdicts):
        return "The solution fails on one of the course's own seeds."
    if least < WANTED:
        return f"The least margin is {least:.0%} of the threshold; {WANTED:.0%} are wanted."
    if not found.wrong:
        return f"The least margin is {least:.0%} of the threshold. No wrong loop was tried."
    meeting = sum(runs.meets(found.exercise.limits) > 0 for runs in found.wrong)
    return (
        f"The least margin is {least:.0%} of the threshold. {meeting} of {len(found.wrong)} wrong "
        "loops meet the thresholds on some seed, and the contract catches them."
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _table(*headings: str) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    return grid
