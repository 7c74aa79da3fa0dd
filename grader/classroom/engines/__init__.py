"""Where a class is graded: engines of one shape, which answer as soon as something is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader.classroom.ledger import Edition, Entry
from grader.errors import CourseError, EnvironmentProblem, GraderError, UsageError
from grader.exercise import Exercise
from grader.pipeline import Task
from grader.verdict import Verdict

# What concerns every submission alike: there is no use in trying the next one.
OF_ALL = (EnvironmentProblem, CourseError, UsageError)


@dataclass(frozen=True)
class Work:
    """One submission to grade, with all that it takes."""

    entry: Entry
    exercise: Exercise
    edition: Edition
    source: bytes = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What came of it: a verdict, or what the grader says instead of one."""

    work: Work
    verdict: Verdict | GraderError


def task(exercise: Exercise, file: str, require_sandbox: bool) -> Task:
    """A submission as the pipeline takes it; a student's own given.py is not looked at."""
    return Task(exercise, Path(file), exercise.folder, require_sandbox=require_sandbox)


class Engine(Protocol):
    """Grades one submission after the other; a context manager that leaves nothing behind."""

    def grade(self, works: Iterable[Work]) -> Iterator[Answer]:
        """The answers as they are ready; no more work is taken than is under way.

        Raises what stops the whole class: EnvironmentProblem, CourseError, UsageError. Closing the
        iterator ends what is under way.
        """
