"""Grades as Moodle imports them: the worksheet for the offline grading of one assignment.

With a worksheet that Moodle exported, its rows and all other cells stay as they are. Where there is
no grade, neither grade nor feedback is touched: feedback without a grade would lose the grade that
Moodle has. Neither a missing submission nor the grader's own failure is ever a 0. Without a byte
order mark: the file is read by Moodle alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.roster import Roster
from grader.errors import UsageError
from grader.render.lms import MAXIMUM, Line, at, lines, of_kind, scaled
from grader.render.table import Cell, number, table

HEADER = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"),
    *("Last modified (grade)", "Feedback comments"),
)


def moodle(book: Gradebook, roster: Roster | None = None, exercise: str | None = None) -> str:
    """A worksheet for the import, of the assignment that `exercise` is.

    Without `exercise` one assignment stands for all: the grade is the sum of what was handed in,
    and there is none where the grader failed on any.
    """
    columns = [c for c in book.columns if exercise in (None, c.exercise)]
    if exercise is not None and not columns:
        hint = f"There are: {', '.join(c.exercise for c in book.columns)}."
        raise UsageError(f'There is no exercise "{exercise}" in the results.', hint)
    own = of_kind(roster, "moodle")
    header = own.header if own else HEADER
    places = [_place(header, title) for title in ("Grade", "Feedback comments", MAXIMUM)]
    rows = []
    for line in lines(book, roster):
        row = [at(line.person.cells, n) for n in range(len(header))] if own else None
        rows.append(_graded(row or _made(book, line, columns), places, book, line, columns))
    return table(header, rows)


def _place(header: Sequence[str], title: str) -> int | None:
    return next((n for n, own in enumerate(header) if own.casefold() == title.casefold()), None)


def _made(book: Gradebook, line: Line, columns: Sequence[Column]) -> list[Cell]:
    """A row as the students' ids tell."""
    identifier = line.id("moodle")
    participant = f"Participant {identifier}" if identifier.isdecimal() else identifier
    handed_in = any(line.mark(book, c.exercise) for c in columns)
    status = "Submitted for grading" if handed_in else "No submission"
    worth = sum(column.points for column in columns)
    return [participant, line.name, line.id("email"), status, None, worth, "", ""]


def _graded(
    row: Sequence[Cell],
    places: Sequence[int | None],
    book: Gradebook,
    line: Line,
    columns: Sequence[Column],
) -> list[Cell]:
    """The row with grade and feedback, where there is a grade."""
    found = [(c, m) for c in columns if (m := line.mark(book, c.exercise))]
    earned = [mark.points for _, mark in found if mark.points is not None]
    if not found or len(earned) < len(found):
        return list(row)
    told = "; ".join(_told(column, mark) for column, mark in found)
    most = str(row[places[2]]) if places[2] is not None else ""
    worth = scaled(round(sum(earned), 2), sum(c.points for c in columns), most)
    cells: tuple[Cell, Cell] = (worth, told)
    new = dict(zip(places[:2], cells, strict=True))
    return [new.get(n, cell) for n, cell in enumerate(row)]


def _told(column: Column, mark: Mark) -> str:
    """What came of an exercise, as HTML, which Moodle takes it for."""
    points = f"{column.exercise}: {number(mark.points)} of {number(column.points)}"
    if mark.code is None:
        return f"{points}, {mark.status}"
    where = f", line {mark.line}" if mark.line else ""
    return escape(f"{points}, {mark.code}{where}: {mark.title}", quote=False)
