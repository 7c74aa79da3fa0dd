"""What a student handed in to a service: the one attempt in it, found as `grade class` finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom import disk
from grader.classroom.choice import chosen
from grader.classroom.handed import Handed
from grader.classroom.naming import Naming
from grader.classroom.submission import Student, Submission, Trouble
from grader.pipeline import read_attempt
from grader.render.text import plain

NAME = "train.py"
TOP = "submission"
# Of a course's exercises all but the one that is asked for are passed over.
COURSE = range(1, 100)
# How many names are told.
MOST_TOLD = 5


class NothingToGrade(Exception):
    """There is no attempt, or more than one; the words tell the student what to hand in."""


@dataclass(frozen=True)
class Attempt:
    """The file as the student knows it, and its text."""

    file: str
    source: bytes = field(repr=False)


def attempt(folder: Path, exercise: str) -> Attempt:
    """The one attempt at `exercise` in a folder; raises NothingToGrade.

    It may be a notebook, lie in a folder or an archive, or among the other exercises of a course.
    """
    word = exercise.rpartition("-")[0]
    naming = Naming(tuple({exercise, *(f"{word}-{n:02d}" for n in COURSE)}), (exercise,))
    found = list(chosen([Handed(Student("", ""), disk.folder(folder, TOP))], naming))
    attempts = [each for each in found if isinstance(each, Submission)]
    if len(attempts) == 1:
        return Attempt(_name(attempts[0].file), attempts[0].source)
    rule = f"Hand in one file for {exercise}, named {NAME}."
    if attempts:
        told = _told([each.file for each in attempts])
        raise NothingToGrade(f"There are {told}: which one counts? {rule}")
    reasons = [each.reason for each in found if isinstance(each, Trouble)]
    raise NothingToGrade(" ".join((*reasons[:1], rule)))


def plain_file(path: Path, folder: Path) -> Attempt:
    """The file at `path`, where neither it nor a folder on the way from `folder` is a link."""
    way = [path, *(part for part in path.parents if part.is_relative_to(folder) and part != folder)]
    shown = plain(path.relative_to(folder).as_posix())
    if any(part.is_symlink() for part in way) or not path.is_file():
        raise NothingToGrade(f'There is no file "{shown}". Put yours there, and no link.')
    return Attempt(shown, read_attempt(path))


def _name(shown: str) -> str:
    return shown.removeprefix(f"{TOP}/")


def _told(files: Sequence[str]) -> str:
    more = f" and {len(files) - MOST_TOLD} more" if len(files) > MOST_TOLD else ""
    return ", ".join(f'"{_name(file)[:100]}"' for file in files[:MOST_TOLD]) + more
