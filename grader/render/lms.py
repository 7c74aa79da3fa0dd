"""What the files for an LMS have in common: who gets a row, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classroom.gradebook import Gradebook, Mark
from grader.classroom.roster import Kind, Person, Roster
from grader.classroom.submission import Student
from grader.render.table import number, one_line

NOBODY = Person((), "", {})
# What a grading worksheet of Moodle says that a grade may come to.
MAXIMUM = "Maximum Grade"


@dataclass(frozen=True)
class Line:
    """A row: who it is of, as the students' source tells, if it does, and as the LMS does."""

    student: Student | None
    person: Person

    @property
    def name(self) -> str:
        """What the LMS calls them, else the students' source."""
        return self.person.name or (self.student.name if self.student else "")

    def id(self, kind: str) -> str:
        """An id of theirs, "" where neither tells."""
        known = self.student.ids if self.student else {}
        return self.person.ids.get(kind) or known.get(kind, "")

    def mark(self, book: Gradebook, exercise: str) -> Mark | None:
        """The attempt of theirs that counts."""
        return book.mark(self.student, exercise) if self.student else None


def lines(book: Gradebook, roster: Roster | None) -> Iterator[Line]:
    """Everybody who gets a row: the roster's people in its order, without one the students."""
    if roster is None:
        yield from (Line(student, NOBODY) for student in book.students)
        return
    students = roster.matched(book.students)
    for n, person in enumerate(roster.people):
        yield Line(students.get(n), person)


def of_kind(roster: Roster | None, kind: Kind) -> Roster | None:
    """The roster, where its rows and columns are that LMS's own."""
    return roster if roster is not None and roster.kind == kind else None


def at(cells: Sequence[str], place: int | None) -> str:
    """What stands in a cell, "" where there is none."""
    return cells[place] if place is not None and place < len(cells) else ""


def scaled(points: float, of: float, worth: str) -> float:
    """Points as the LMS counts them: a pass is worth all that it gives there."""
    there = _amount(worth)
    return round(points * there / of, 2) if there and of else points


def _amount(worth: str) -> float:
    """A number of points as an LMS writes it; 0 where it is none."""
    return float(worth) if worth.replace(".", "", 1).isdecimal() else 0.0


def notes(book: Gradebook, roster: Roster) -> tuple[str, ...]:
    """What to know before the import: who gets no grade, what is new there, what is scaled."""
    return (*_nobodies(book, roster), *_new(book, roster), *_otherwise(book, roster))


def _new(book: Gradebook, roster: Roster) -> Iterator[str]:
    for column in book.columns if roster.kind == "canvas" else ():
        if roster.assignment(column) is None:
            yield (
                f'No assignment of the gradebook is called "{column.exercise}" or '
                f'"{column.title}": canvas.csv has a column that would become a new one. Give that '
                "column the assignment's title, with its number, before you import it."
            )


def _nobodies(book: Gradebook, roster: Roster) -> Iterator[str]:
    for student in roster.unmatched(book.students):
        called = f'"{one_line(student.name)[:80]}" ({one_line(student.key)[:80]})'
        yield f"{called} is nobody in the roster for certain: enter the grade by hand."


def _otherwise(book: Gradebook, roster: Roster) -> Iterator[str]:
    for column in book.columns if roster.worth else ():
        there = _amount(at(roster.worth, roster.assignment(column)))
        if there and there != column.points:
            yield _told(column.exercise, column.points, there, "Canvas")
    most = {_amount(at(p.cells, roster.index(MAXIMUM))) for p in roster.people} - {0.0}
    worth = sum(column.points for column in book.columns)
    if roster.kind == "moodle" and most - {worth}:
        yield _told("The class", worth, max(most), "Moodle")


def _told(what: str, here: float, there: float, system: str) -> str:
    return (
        f"{what} is worth {number(here)} points here and {number(there)} in {system}: "
        "grades are scaled to those."
    )
