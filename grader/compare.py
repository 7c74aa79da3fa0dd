"""The student's file beside another: a patch, made of bytes so that it fits whatever they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from grader.course import display_path, reference_solution
from grader.errors import UsageError
from grader.progress import Standing
from grader.whole import read_whole
from grader.workspace import Place, stub

NO_NEWLINE = b"\\ No newline at end of file\n"


def my_changes(place: Place) -> bytes:
    """What the student changed in train.py: the patch that makes it of what was handed out."""
    before = stub(place, "train.py", "git diff")
    return _patch(place, before, _mine(place), "as it was handed out", "yours")


def to_solution(place: Place) -> bytes:
    """The patch that makes the reference solution of the student's train.py."""
    return _patch(place, _mine(place), solution(place), "yours", "the reference solution")


def solution(place: Place) -> bytes:
    """The reference solution, as its file holds it."""
    path = reference_solution(place.course, place.name)
    content = read_whole(path)
    if content is None:
        raise UsageError(
            f"There is no reference solution of {place.name}.", f'It would be "{path}".'
        )
    return content


def ever_passed(standing: Standing) -> bool:
    """Whether any content of the file passed: who has solved it once may look at any time."""
    return any(graded.passed for graded in standing.graded)


def _mine(place: Place) -> bytes:
    path = place.path("train.py")
    content = read_whole(path)
    if content is None:
        hint = f"`grade reset {place.name}` puts it back as it was handed out."
        raise UsageError(f'There is no file "{display_path(path)}".', hint)
    return content


def _patch(place: Place, before: bytes, after: bytes, was: str, becomes: str) -> bytes:
    """A unified diff from the course folder on; what each side is stands behind its name."""
    name = place.path("train.py").relative_to(place.course.root).as_posix().encode()
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        list(_lines(before)),
        list(_lines(after)),
        b"a/" + name,
        b"b/" + name,
        was.encode(),
        becomes.encode(),
    )
    return b"".join(_ended(line) for line in lines)


def _lines(content: bytes) -> Iterator[bytes]:
    """The lines as a patch counts them: only a newline ends one."""
    *lines, last = content.split(b"\n")
    yield from (line + b"\n" for line in lines)
    if last:
        yield last


def _ended(line: bytes) -> bytes:
    """The line of a patch, with the remark that it needs where the file's end has no newline."""
    return line if line.endswith(b"\n") else line + b"\n" + NO_NEWLINE
