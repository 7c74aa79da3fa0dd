"""The course at a glance in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from grader.overview import Overview, Row
from grader.words import count

BAR = 32
# The columns of the marks, the names, the titles and the states, with two blanks between.
MARK, NAME, TITLE, STATE = 3, 12, 42, 19
WIDE = MARK + NAME + 2 + TITLE + 2 + STATE
# A mark and a style for each state; the words beside them say the same.
STATES = {
    "missing": ("!", "yellow"),
    "unreadable": ("!", "yellow"),
    "not started": (" ", "dim"),
    "edited": ("~", "cyan"),
    "failing": ("x", "red"),
    "passed": ("+", "green"),
    "passed with bonus": ("*", "green"),
}


def overview(console: Console, overview: Overview) -> None:
    """Print the chapters, a bar, the minutes left, and the one command to type next."""
    lines = _wide if console.width >= WIDE else _narrow
    for chapter, rows in groupby(overview.rows, lambda row: row.chapter):
        if chapter:
            console.print(Text(chapter, "bold"))
        for row in rows:
            for line in lines(console, row):
                line.rstrip()
                console.print(line)
        console.print()
    console.print(_bar(console, overview))
    console.print(Text.assemble("Next: ", (overview.next_command, "bold")))


def _wide(console: Console, row: Row) -> Iterator[Text]:
    """The exercise, its title and its state in columns; under them what finds no place there."""
    mark, style = STATES[row.state]
    state, quiz = _state(row), _quiz(row)
    if quiz and len(both := f"{state}, {quiz}") <= STATE:
        state, quiz = both, ""
    name = Text.assemble((f" {mark} ", style), row.exercise)
    yield Text.assemble(_column(name, MARK + NAME), _column(Text(row.title), TITLE), (state, style))
    if row.code or quiz:
        code = _column(Text(_code(row), style), TITLE)
        yield Text.assemble(" " * (MARK + NAME + 2), code, quiz)


def _narrow(console: Console, row: Row) -> Iterator[Text]:
    """The same with a line for each, where the columns find no place."""
    mark, style = STATES[row.state]
    yield Text.assemble((f" {mark} ", style), row.exercise, "  ", (_state(row), style))
    for told in filter(None, (Text(row.title), Text(_code(row), style), Text(_quiz(row)))):
        for part in told.wrap(console, max(1, console.width - MARK)):
            yield Text.assemble(" " * MARK, part)


def _column(text: Text, width: int) -> Text:
    """The text, made as wide as its column, and two blanks; a longer one keeps its length."""
    text.pad_right(max(0, width - text.cell_len) + 2)
    return text


def _state(row: Row) -> str:
    """What is known of the file as it is now."""
    told = {
        "not started": count(row.minutes, "minute"),
        "edited": "edited, not graded",
        "missing": "train.py is missing",
        "unreadable": "unreadable train.py",
    }
    return told.get(row.state, row.state)


def _code(row: Row) -> str:
    where = f", line {row.line}" if row.line else ""
    return f"{row.code}{where}" if row.code else ""


def _quiz(row: Row) -> str:
    return f"quiz {row.quiz[0]}/{row.quiz[1]}" if row.quiz else ""


def _bar(console: Console, overview: Overview) -> Text:
    """How much is done; where they find no place side by side, the bar above the words."""
    words = f"{overview.passed} of {len(overview.rows)} passed"
    if left := overview.minutes_left:
        words += f", about {count(left, 'minute')} left"
    length = min(BAR, console.width)
    done = length * overview.passed // max(1, len(overview.rows))
    full, empty = ("━", "─") if console.encoding.lower().startswith("utf") else ("#", "-")
    between = "  " if length + 2 + len(words) <= console.width else "\n"
    return Text.assemble((full * done, "green"), (empty * (length - done), "dim"), between, words)
