"""Which exercise a command is about, where naming one is optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli.output import note

if TYPE_CHECKING:
    from grader.course import Course


def chosen(target: str | None, passed: bool = False) -> tuple[Course, str]:
    """The course, and the exercise that `target` names; without it, the one at hand.

    With `passed` that may be the one that was graded last, even if it passed.
    """
    from grader import overview, progress
    from grader.course import course_for, resolve, working_folder

    start = working_folder()
    course = course_for(target or ".", start)
    if target:
        return course, resolve(course, target)
    return course, overview.meant(course, progress.read(course.root, note), start, passed)
