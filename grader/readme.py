"""The README of an exercise, with its hints kept for those who ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from grader.course import Course, pristine
from grader.errors import UsageError

HINTS = "## Hints"


def text(course: Course, name: str) -> str:
    """The README in Markdown: the student's own copy, or the grader's where that can't be read.

    Raises UsageError where there is none at all.
    """
    for folder in (course.folder(name), pristine(course, name).folder):
        with suppress(OSError):
            found = (folder / "README.md").read_text(encoding="utf-8-sig", errors="replace")
            return "\n".join(without_hints(found, name)) + "\n"
    file = course.folder(name) / "README.md"
    raise UsageError(f'There is no "{file}" to read.', f"Its verdict may tell more: grade {name}")


def without_hints(markdown: str, name: str) -> Iterator[str]:
    """The lines, with one that names `grade hint` in place of those below the heading of hints."""
    hidden = fenced = False
    for line in markdown.splitlines():
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and line.startswith(("# ", "## ")):
            hidden = line.strip().lower() == HINTS.lower()
            if hidden:
                yield from (line, "", f"`grade hint {name}` shows one at a time.", "")
        if not hidden:
            yield line
