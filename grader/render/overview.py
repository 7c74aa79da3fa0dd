"""The course at a glance in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.overview import Overview, Row
from grader.words import count

BAR = 32
# A mark and a style for each state; the words beside them say the same.
STATES = {
    "missing": ("!", "yellow"),
    "not started": (" ", "dim"),
    "edited": ("~", "cyan"),
    "failing": ("x", "red"),
    "passed": ("+", "green"),
    "passed with bonus": ("*", "green"),
}


def overview(console: Console, overview: Overview) -> None:
    """Print the chapters, a bar, the minutes left, and the one command to type next."""
    for chapter, rows in groupby(overview.rows, lambda row: row.chapter):
        if chapter:
            console.print(Text(chapter, "bold"))
        console.print(_table(rows))
        console.print()
    console.print(_bar(console, overview))
    console.print(Text.assemble("Next: ", (overview.next_command, "bold")))


def _table(rows: Iterable[Row]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for width in (15, 42):
        table.add_column(width=width, no_wrap=True, overflow="ellipsis")
    table.add_column()
    for row in rows:
        mark, style = STATES[row.state]
        name = Text.assemble((f" {mark} ", style), row.exercise)
        table.add_row(name, row.title, Text(_state(row), style))
        if row.code or (row.quiz and not row.passed):
            table.add_row("", Text(_code(row), style), "" if row.passed else _quiz(row))
    return table


def _state(row: Row) -> str:
    """What is known of the file as it is now."""
    told: str = row.state
    if row.state == "not started":
        told = f"{row.minutes} minutes"
    elif row.state == "edited":
        told = "edited, not graded"
    elif row.state == "missing":
        told = "train.py is missing"
    return f"{told}, {_quiz(row)}" if row.passed and row.quiz else told


def _code(row: Row) -> str:
    where = f", line {row.line}" if row.line else ""
    return f"{row.code}{where}" if row.code else ""


def _quiz(row: Row) -> str:
    return f"quiz {row.quiz[0]}/{row.quiz[1]}" if row.quiz else ""


def _bar(console: Console, overview: Overview) -> Text:
    done = BAR * overview.passed // max(1, len(overview.rows))
    full, empty = ("━", "─") if console.encoding.lower().startswith("utf") else ("#", "-")
    line = Text.assemble((full * done, "green"), (empty * (BAR - done), "dim"), "  ")
    line.append(f"{overview.passed} of {len(overview.rows)} passed")
    if left := overview.minutes_left:
        line.append(f", about {count(left, 'minute')} left")
    return line
