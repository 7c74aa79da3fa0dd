"""What the files for an LMS have in common: who gets a row, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classroom.gradebook import Gradebook, Mark
from grader.classroom.roster import Kind, Person, Roster
from grader.classroom.submission import Student
from grader.render.table import number, one_line

NOBODY = Person((), "", {})


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


def notes(book: Gradebook, roster: Roster) -> tuple[str, ...]:
    """What to know before the import: who gets no grade, and what Canvas has other points for."""
    return (*_nobodies(book, roster), *_otherwise(book, roster))


def _nobodies(book: Gradebook, roster: Roster) -> Iterator[str]:
    for student in roster.unmatched(book.students):
        called = f'"{one_line(student.name)[:80]}" ({one_line(student.key)[:80]})'
        yield f"{called} is nobody in the roster for certain: enter the grade by hand."


def _otherwise(book: Gradebook, roster: Roster) -> Iterator[str]:
    for column in book.columns if roster.worth else ():
        theirs = at(roster.worth, roster.assignment(column))
        if theirs.replace(".", "", 1).isdecimal() and float(theirs) != column.points:
            yield (
                f"{column.exercise} is worth {number(column.points)} points here and "
                f"{number(float(theirs))} in Canvas: grades are written as they are here."
            )
