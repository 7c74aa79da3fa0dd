"""The shape of a service: where it lays a submission, and how it takes a result."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.exercise import Exercise
from grader.exports.inside.handed_in import Attempt
from grader.points import Graded
from grader.whole import write_whole


@dataclass(frozen=True)
class Service:
    """One service's side of grading.

    find        the attempt at an exercise; raises NothingToGrade
    workplace   the student's own folder of an exercise, where there is one
    clear       remove what an earlier run has left, so that nobody takes it for this one's
    report      hand over the result
    nothing     hand over that there is nothing to grade, and the words on what to hand in
    tells       whether a failed attempt ends with exit code 1, rather than 0
    """

    find: Callable[[Exercise], Attempt]
    workplace: Callable[[Exercise], Path]
    clear: Callable[[], None]
    report: Callable[[Graded], None]
    nothing: Callable[[Exercise, str], None]
    tells: bool = False


@dataclass(frozen=True)
class Results:
    """A file of results: none until there is a result, then whole."""

    path: Path

    def clear(self) -> None:
        """Remove the file, whatever it is."""
        self.path.unlink(missing_ok=True)

    def write(self, text: str) -> None:
        """Write the file whole, in the place of whatever the run may have put there."""
        self.clear()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, text.encode())


def root(variable: str, default: str) -> Path:
    """The service's folder: its own, or the one that the environment names, to try it elsewhere."""
    return Path(os.environ.get(variable) or default).absolute()
