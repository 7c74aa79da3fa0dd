"""Everything that the grader can say instead of a verdict.

    GraderError                  exit code 3: the grader's own fault
    ├── UsageError               exit code 2: the command was given something it can't take
    ├── CourseError              exit code 3: an exercise is written wrongly
    ├── EnvironmentProblem       exit code 4: this machine can't grade (torch, sandbox)
    ├── ProgressProblem          a remark on stderr: progress can't be kept, the verdict stands
    ├── Interrupted              exit code 130: the user stopped the command
    └── MalformedTrace           never shown: the sandbox turns it into the end of a run

A message says what happened, with the value in quotes, and where; `hint` says what to do next.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command `grade` answers to the shell."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    GRADER = 3
    ENVIRONMENT = 4
    INTERRUPTED = 130


class GraderError(Exception):
    """The grader itself failed; the attempt was not judged."""

    exit_code = ExitCode.GRADER
    kind = "grader"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the words, without the way through the grader's own code."""
        return [f"grade: {self.message}", *([self.hint] if self.hint else [])]

    def to_json(self) -> dict[str, str]:
        """The error as it stands in `--format json` and on the wire."""
        return {"kind": self.kind, "message": self.message, "hint": self.hint}


class UsageError(GraderError):
    """The command was given something it can't take; nothing was judged."""

    exit_code = ExitCode.USAGE
    kind = "usage"


class CourseError(GraderError):
    """An exercise is written wrongly: its author's fault, never the student's."""

    kind = "course"


class EnvironmentProblem(GraderError):
    """This machine can't grade as it is set up; nobody's code is at fault."""

    exit_code = ExitCode.ENVIRONMENT
    kind = "environment"


class ProgressProblem(GraderError):
    """What the course folder remembers can't be written; verdicts stand all the same."""

    kind = "progress"


class Interrupted(GraderError):
    """The user stopped the command."""

    exit_code = ExitCode.INTERRUPTED
    kind = "interrupted"


class MalformedTrace(GraderError):
    """The bytes that a run left behind are not a trace."""

    kind = "trace"


def from_json(fields: dict[str, str]) -> GraderError:
    """The error that `to_json` wrote, as its own class again."""
    classes = {c.kind: c for c in (UsageError, CourseError, EnvironmentProblem)}
    error = classes.get(fields.get("kind", ""), GraderError)
    return error(fields.get("message", ""), fields.get("hint", ""))
