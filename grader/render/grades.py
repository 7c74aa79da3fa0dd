"""A class's results as tables: grades.csv, submissions.csv.

Both begin with a byte order mark: without it Excel reads names as another encoding, and what else
reads CSV skips it. They hold no time but those of handing in: the same book gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.submission import Student, Trouble
from grader.render.table import BOM, Cell, table

# What other systems call a student, in the order of the columns.
IDS = ("sid", "email", "login", "canvas", "moodle")
LATE = {True: "yes", False: "no", None: ""}


def grades(book: Gradebook) -> str:
    """A row for each student and exercise, also where nothing was handed in.

    Where there is no grade the cell is empty, never 0: `missing` is for the instructor to judge,
    and `error` is the grader's own failure. `points` are those of the attempt that counts,
    `latest_points` those of the last one, `on_time_points` the best that was not late.
    """
    ids, metrics = _ids(book), measured(book.marks)
    header = [
        *("student", "name", *ids, "exercise", "status", "points", "of", "code", "line", "file"),
        *("handed_in", "late", "attempts", "attempt", "latest_points", "on_time_points", *metrics),
    ]
    rows = (
        [*_who(student, ids), *_grade(book, student, column, metrics)]
        for student in book.students
        for column in book.columns
    )
    return BOM + table(header, rows)


def submissions(book: Gradebook) -> str:
    """A row for each submission, `counts` telling which ones count, then one for each trouble."""
    ids, metrics = _ids(book), measured(book.marks)
    header = [
        *("student", "name", *ids, "exercise", "attempt", "counts", "status", "points", "code"),
        *("title", "line", "file", "handed_in", "late", "content", "feedback", *metrics),
        *("reason", "hint"),
    ]
    marks = ([*_who(m.student, ids), *_submission(m, metrics), "", ""] for m in book.marks)
    troubles = ([*_who(t.student, ids), *_trouble(t, metrics)] for t in book.troubles)
    return BOM + table(header, (*marks, *troubles))


def measured(marks: Sequence[Mark]) -> tuple[str, ...]:
    """The names of all metrics, in the order in which they come up."""
    return tuple(dict.fromkeys(name for mark in marks for name in mark.metrics))


def best_on_time(attempts: Sequence[Mark]) -> float | None:
    """The most points among the attempts that are not known to be late."""
    earned = (m.points for m in attempts if m.late is not True and m.points is not None)
    return max(earned, default=None)


def _ids(book: Gradebook) -> tuple[str, ...]:
    """The systems that have a number or a name for any student."""
    return tuple(name for name in IDS if any(s.ids.get(name) for s in book.students))


def _who(student: Student | None, ids: Sequence[str]) -> Iterator[Cell]:
    if student is None:
        yield from [""] * (2 + len(ids))
        return
    yield from (student.key, student.name)
    yield from (student.ids.get(name, "") for name in ids)


def _grade(
    book: Gradebook, student: Student, column: Column, metrics: Sequence[str]
) -> Iterator[Cell]:
    attempts = book.attempts(student, column.exercise)
    mark = book.mark(student, column.exercise)
    yield from (column.exercise, mark.status if mark else "missing")
    yield from (mark.points if mark else None, column.points)
    yield from _found(mark) if mark else [""] * 5
    yield from (len(attempts), mark.attempt if mark else None)
    yield from (attempts[-1].points if attempts else None, best_on_time(attempts))
    yield from (mark.metrics.get(name) if mark else None for name in metrics)


def _found(mark: Mark) -> Iterator[Cell]:
    """What was found and where; when it was handed in."""
    yield from (mark.code or "", mark.line, mark.file)
    yield from (mark.handed_in.isoformat() if mark.handed_in else "", LATE[mark.late])


def _submission(mark: Mark, metrics: Sequence[str]) -> Iterator[Cell]:
    yield from (mark.exercise, mark.attempt, "yes" if mark.counts else "no", mark.status)
    code, *found = _found(mark)
    yield from (mark.points, code, mark.title, *found, mark.content, mark.feedback)
    yield from (mark.metrics.get(name) for name in metrics)


def _trouble(trouble: Trouble, metrics: Sequence[str]) -> Iterator[Cell]:
    yield from (trouble.exercise or "", None, "no", "not graded")
    yield from (None, "", "", None, trouble.file, "", "", "", "")
    yield from (None for _ in metrics)
    yield from (trouble.reason, trouble.hint)
