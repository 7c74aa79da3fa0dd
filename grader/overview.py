"""The course at a glance: the state of each exercise, and the one command to type next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course import Course, pristine
from grader.exercise import MAX_SOURCE, Exercise
from grader.progress import Progress, Standing, digest_of, with_newlines

State = Literal[
    "missing", "unreadable", "not started", "edited", "failing", "passed", "passed with bonus"
]
PASSED = ("passed", "passed with bonus")


@dataclass(frozen=True)
class Row:
    """One exercise; `code` and `line` are its diagnosis where it fails, `quiz` right of all."""

    exercise: str
    title: str
    chapter: str
    minutes: int
    state: State
    code: str | None = None
    line: int | None = None
    quiz: tuple[int, int] | None = None

    @property
    def passed(self) -> bool:
        """Whether the file as it is now passed."""
        return self.state in PASSED


@dataclass(frozen=True)
class Overview:
    """The course in its order; `next` is the exercise to go on with, None once all are passed."""

    rows: tuple[Row, ...]
    next: Row | None

    @property
    def next_command(self) -> str:
        """The one command to type next."""
        if self.next is None:
            return "grade drill"
        verbs = {"not started": "grade read", "missing": "grade reset"}
        return f"{verbs.get(self.next.state, 'grade')} {self.next.exercise}"

    @property
    def passed(self) -> int:
        """How many exercises are passed."""
        return sum(row.passed for row in self.rows)

    @property
    def minutes_left(self) -> int:
        """The minutes of the exercises that are not passed."""
        return sum(row.minutes for row in self.rows if not row.passed)


def overview(course: Course, progress: Progress) -> Overview:
    """The state of the course in a folder."""
    rows = tuple(row_of(course, name, progress.of(name)) for name in course.names())
    return Overview(rows, _next(rows, progress))


def row_of(course: Course, name: str, standing: Standing) -> Row:
    """The state of one exercise: what the verdict on this very content was."""
    exercise = pristine(course, name)
    file = course.folder(name) / "train.py"
    content = _content(file)
    state = _state(course, exercise, content, standing)
    if content is None and os.path.lexists(file):
        state = "unreadable"
    failing = standing.of(content) if state == "failing" else None
    quiz = None
    if standing.quiz_right is not None and standing.quiz_of is not None:
        quiz = standing.quiz_right, standing.quiz_of
    return Row(
        name,
        exercise.title,
        exercise.chapter,
        exercise.minutes,
        state,
        failing.code if failing else None,
        failing.line if failing else None,
        quiz,
    )


def _state(course: Course, exercise: Exercise, content: bytes | None, standing: Standing) -> State:
    if content is None:
        return "missing"
    if _untouched(course, exercise, content, standing):
        return "not started"
    graded = standing.of(content)
    if graded is None:
        return "edited"
    if not graded.passed:
        return "failing"
    return "passed with bonus" if graded.bonus else "passed"


def _content(file: Path) -> bytes | None:
    """What is graded of a file; None where it is none that can be read."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return None
        with file.open("rb") as stream:
            return stream.read(MAX_SOURCE + 1)
    except OSError:
        return None


def _untouched(course: Course, exercise: Exercise, content: bytes, standing: Standing) -> bool:
    """Whether a file is as it was handed out, now or by an earlier gradlings.

    A checkout that is its own course (installed with -e) has nothing to compare with: there a file
    counts as untouched until it is graded.
    """
    if exercise.folder == course.folder(exercise.name):
        return not standing.graded
    plain = with_newlines(content)
    stub = _content(exercise.train_file)
    if stub is not None and plain == with_newlines(stub):
        return True
    from grader.handout import manifest

    handed = manifest(course.root, lambda told: None)
    known = handed.get(f"exercises/{exercise.name}/train.py")
    return known in (digest_of(content), digest_of(plain))


def meant(course: Course, progress: Progress, start: Path, passed: bool = False) -> str:
    """The exercise meant where none is named, seen from the folder `start`.

    That is the one whose folder it is, else the one that the overview goes on with; with `passed`
    the one graded last, even if it passed.
    """
    if name := course.around(start):
        return name
    rows = overview(course, progress).rows
    last = _last_graded(rows, progress)
    row = (last if passed else None) or _next(rows, progress) or last or rows[-1]
    return row.exercise


def _next(rows: Sequence[Row], progress: Progress) -> Row | None:
    """Go on with what was graded last; else with the first exercise after it that is not passed."""
    last = _last_graded(rows, progress)
    start = rows.index(last) if last else 0
    return next((row for row in (*rows[start:], *rows[:start]) if not row.passed), None)


def _last_graded(rows: Sequence[Row], progress: Progress) -> Row | None:
    return max(
        (row for row in rows if progress.of(row.exercise).graded),
        key=lambda row: progress.of(row.exercise).graded[-1].when,
        default=None,
    )
