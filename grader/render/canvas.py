"""Grades as Canvas's gradebook imports them.

With a gradebook that Canvas exported, rows, identities and assignments are Canvas's own. An empty
cell would clear what Canvas has: where there is no grade, what stood there stays, as does `EX`,
which excuses. Neither a missing submission nor the grader's own failure is ever a 0. Without a
byte order mark: the file is read by Canvas alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.classroom.gradebook import Column, Gradebook
from grader.classroom.roster import Roster
from grader.render.lms import Line, at, lines, of_kind, scaled
from grader.render.table import Cell, table

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
EXCUSED = "EX"


@dataclass(frozen=True)
class Assignment:
    """An exercise in Canvas; `place` is its column there, None where it is new."""

    column: Column
    place: int | None
    title: str
    worth: Cell


def canvas(book: Gradebook, roster: Roster | None = None) -> str:
    """A gradebook for the import: a row for each person, a column for each exercise.

    An exercise whose name or title is no assignment of the roster's becomes a new one.
    """
    own = of_kind(roster, "canvas")
    assignments = [_assignment(column, own) for column in book.columns]
    # Canvas's columns on who somebody is differ, and the section is the last of them.
    header = own.header[: (own.index("Section") or 0) + 1] if own else HEADER
    rows = (
        [*_identity(line, len(header), own), *(_grade(book, line, a) for a in assignments)]
        for line in lines(book, roster)
    )
    worth = [POINTS, *[""] * (len(header) - 1), *(a.worth for a in assignments)]
    return table([*header, *(a.title for a in assignments)], [worth, *rows])


def _assignment(column: Column, own: Roster | None) -> Assignment:
    place = own.assignment(column) if own else None
    if own is None or place is None:
        return Assignment(column, None, column.title or column.exercise, column.points)
    # Canvas would take over other points for an assignment that it has.
    return Assignment(column, place, own.header[place], at(own.worth, place))


def _identity(line: Line, wide: int, own: Roster | None) -> Iterator[Cell]:
    if own:
        yield from (at(line.person.cells, n) for n in range(wide))
    else:
        yield from (line.name, line.id("canvas"), line.id("sid"), line.id("login"), "")


def _grade(book: Gradebook, line: Line, assignment: Assignment) -> Cell:
    """The points of the attempt that counts, else what Canvas has."""
    standing = at(line.person.cells, assignment.place)
    mark = line.mark(book, assignment.column.exercise)
    if mark is None or mark.points is None or standing.upper() == EXCUSED:
        return standing
    return scaled(mark.points, assignment.column.points, str(assignment.worth))
