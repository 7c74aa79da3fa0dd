"""The course: which exercises there are, where they lie, and which of them a person means."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.exercise import Exercise, load

NAME = re.compile(r"exercise-(\d{2,})")


@dataclass(frozen=True)
class Course:
    """A folder with `exercises/` and, where the reader may see them, `solutions/`."""

    root: Path

    def names(self) -> list[str]:
        """The exercises by number."""
        found = (self.root / "exercises").glob("exercise-*/exercise.toml")
        names = [f.parent.name for f in found if NAME.fullmatch(f.parent.name)]
        return sorted(names, key=lambda name: int(name.rpartition("-")[2]))

    def folder(self, name: str) -> Path:
        """The folder of the exercise `name`."""
        return self.root / "exercises" / name

    def around(self, folder: Path) -> str | None:
        """The exercise in whose folder `folder` lies, None where it lies in none."""
        return next((n for n in self.names() if folder.is_relative_to(self.folder(n))), None)

    def solution(self, name: str) -> Path:
        """The reference solution of the exercise `name`."""
        return self.root / "solutions" / name / "train.py"


def find_course(start: Path) -> Course | None:
    """The course that `start` lies in: the nearest folder upwards that holds one."""
    for folder in (start, *start.parents):
        course = Course(folder)
        if course.names():
            return course
    return None


def packaged_course() -> Course:
    """The grader's own copy of the course, out of students' reach when installed from a wheel.

    In an editable install it is the checkout itself.
    """
    here = Path(__file__).resolve().parent
    packaged = Course(here / "course")
    return packaged if packaged.names() else Course(here.parent)


def pristine(course: Course, name: str) -> Exercise:
    """The exercise `name` from the grader's own copy, or from `course` where only it has one."""
    own = packaged_course()
    source = own if name in own.names() else course
    return load(source.folder(name))


def reference_solution(course: Course, name: str) -> Path:
    """The solution of `name` that `course` carries, or else the grader's own.

    A folder of one's own carries none.
    """
    path = course.solution(name)
    return path if path.exists() else packaged_course().solution(name)


def resolve(course: Course, target: str) -> str:
    """The name of the exercise that a person means by `target`.

    Takes `exercise-01`, `1`, `01`, `exercise-1`, a path to an exercise's folder or into it, also
    one that starts inside of it (`train.py`).
    Raises UsageError, with the nearest names, where no exercise fits.
    """
    names = course.names()
    if digits := re.fullmatch(r"(?:exercise[-_ ]?)?0*(\d+)", target.strip().lower()):
        for name in names:
            if int(name.rpartition("-")[2]) == int(digits[1]):
                return name
    path = Path(target)
    around = (path.absolute(), *path.absolute().parents) if path.exists() else ()
    for part in (path, *path.parents, *around):
        if part.name in names:
            return part.name
    known = [name for name in (*names, "all") if name != target]
    near = difflib.get_close_matches(target.lower(), known, n=1, cutoff=0.5)
    hint = f"Did you mean {' or '.join(repr(n) for n in near)}? " if near else ""
    raise UsageError(
        f'There is no exercise "{target}" in "{course.root}".',
        f"{hint}This course has {names[0]} to {names[-1]}; `grade` lists them."
        if len(names) > 1
        else f"{hint}This course has {names[0]}; `grade` lists it.",
    )


def working_folder() -> Path:
    """Where the user is; UsageError where that folder is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UsageError(
            "The folder that you are in has been deleted.", "Change into another one: cd"
        ) from error


def course_for(target: str, start: Path, anywhere: bool = False) -> Course:
    """The course around `start`, or around the path `target`.

    With `anywhere` the grader's own copy serves where there is none.
    """
    path = Path(target)
    course = find_course(start)
    if path.exists() and (path.is_absolute() or course is None):
        course = find_course(path.resolve()) or course
    if course is None and anywhere:
        course = packaged_course()
    if course is None or not course.names():
        raise UsageError(
            f'There is no course in "{start}" or above it: no folder "exercises" with exercises.',
            "Change into the folder of your course, or make one: grade init my-course",
        )
    return course


def display_path(path: Path) -> str:
    """The path as it is told to people: from the working folder on, where it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
