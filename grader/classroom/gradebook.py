"""A class's results as records: what every report of a class is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from grader.classroom.submission import Student, Trouble
from grader.verdict import Status


@dataclass(frozen=True)
class Column:
    """An exercise of the class: its name, its title, and what it is worth."""

    exercise: str
    title: str
    points: float


@dataclass(frozen=True)
class Mark:
    """What one submission came to, without the whole verdict.

    file       where it was found
    attempt    from 1, in the order in which the student handed in this exercise
    content    the SHA-256 of what was graded
    late       whether it was handed in after it was due; None where nobody tells
    points     what it is worth; None where the grader itself failed, which is no 0
    code       the diagnosis, with its line and title; None where it passed
    feedback   the path of its feedback without a suffix, from the results' folder, with `/`
    counts     whether it is the one of the student's attempts that counts
    """

    student: Student
    exercise: str
    file: str
    attempt: int
    content: str
    handed_in: datetime | None
    late: bool | None
    status: Status
    points: float | None
    code: str | None
    line: int | None
    title: str
    metrics: Mapping[str, float | None] = field(hash=False)
    feedback: str
    counts: bool


@dataclass(frozen=True)
class Gradebook:
    """All marks of a class: students by name, their attempts in order, and what went wrong."""

    columns: tuple[Column, ...]
    students: tuple[Student, ...]
    marks: tuple[Mark, ...]
    troubles: tuple[Trouble, ...] = ()

    @cached_property
    def _attempts(self) -> Mapping[tuple[str, str], tuple[Mark, ...]]:
        found: dict[tuple[str, str], tuple[Mark, ...]] = {}
        for mark in self.marks:
            place = mark.student.key, mark.exercise
            found[place] = (*found.get(place, ()), mark)
        return found

    def attempts(self, student: Student, exercise: str) -> tuple[Mark, ...]:
        """What a student handed in for an exercise, in order."""
        return self._attempts.get((student.key, exercise), ())

    def mark(self, student: Student, exercise: str) -> Mark | None:
        """The attempt that counts; None where nothing was handed in that could be graded."""
        return next((m for m in self.attempts(student, exercise) if m.counts), None)
