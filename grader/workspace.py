"""The student's own files of one exercise: what they were handed out as, and the copies kept.

    COURSE/.gradlings/kept/exercise-01/20261121-215100-train.py     (the time is UTC)

Before a file is replaced, what it holds is kept there; no copy is ever overwritten.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.course import (
    Course,
    course_for,
    display_path,
    find_course,
    pristine,
    resolve,
    working_folder,
)
from grader.errors import GraderError, UsageError
from grader.handout import manifest, remember
from grader.progress import FOLDER, Standing, digest_of, folder_of
from grader.whole import cannot_write, read_whole, write_whole
from grader.words import for_shell

FILES = ("train.py", "given.py")
STAMP = "%Y%m%d-%H%M%S"
COPY = re.compile(r"(?P<when>\d{8}-\d{6})(-(?P<more>\d{1,9}))?-(?P<file>train\.py|given\.py)")


@dataclass(frozen=True)
class Place:
    """One exercise in a course folder; `handed_out` is the grader's copy, unless it is the same."""

    course: Course
    name: str
    handed_out: Path | None

    def path(self, file: str) -> Path:
        """The student's own file."""
        return self.course.folder(self.name) / file

    @property
    def kept(self) -> Path:
        """Where the copies of what was replaced lie."""
        return self.course.root / FOLDER / "kept" / self.name


@dataclass(frozen=True)
class Copy:
    """What a file held before it was replaced; `verdict` is what that content got, if known."""

    path: Path
    file: str
    when: datetime
    content: bytes
    verdict: str | None = None

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.content.splitlines())


@dataclass(frozen=True)
class Replaced:
    """What was done to a file: whether it changed, and the copy kept of what it held, if any."""

    changed: bool
    kept: Path | None = None


def find_place(target: str | None, command: str, anywhere: bool = False) -> Place:
    """The exercise that `target` means, seen from the working folder.

    Raises UsageError, naming `command`, where it means none or several.
    """
    if target is None or not target.strip():
        course = find_course(working_folder())
        target = course.around(working_folder()) if course else None
    if target is None:
        raise UsageError("Which exercise?", f"Name it: grade {command} exercise-01")
    course = course_for(target, working_folder(), anywhere=anywhere)
    if target.strip().lower() == "all" and course.names():
        first = course.names()[0]
        raise UsageError(
            f"grade {command} takes one exercise at a time.", f"Name it: grade {command} {first}"
        )
    name = resolve(course, target)
    folder = pristine(course, name).folder
    own = folder.resolve() == course.folder(name).resolve()
    return Place(course, name, None if own else folder)


def file_of(target: str | None) -> str | None:
    """The file that a path names, or None where `target` names an exercise as a whole."""
    name = Path(target or "").name
    if name in FILES:
        return name
    if Path(name).suffix:
        raise UsageError(
            f'"{target}" is neither a train.py nor a given.py.',
            "Name an exercise, or one of these two files in it.",
        )
    return None


def stub(place: Place, file: str, git: str) -> bytes:
    """The content of `file` as the grader hands it out.

    Raises UsageError where the course folder is the grader's own copy: there `git` tells.
    """
    path = place.path(file)
    if place.handed_out is None:
        raise UsageError(
            f'There is no other copy of "{display_path(path)}" to go by: this folder is itself '
            "the grader's own.",
            f"Git may know the file as it was: {git} -- {for_shell(display_path(path))}",
        )
    content = read_whole(place.handed_out / file)
    if content is None:
        raise UsageError(f'The grader has no "{file}" for {place.name}.', "Install it again.")
    return content


def reset(place: Place, file: str) -> Replaced:
    """Put `file` back as it was handed out, after keeping what it holds."""
    content = stub(place, file, "git checkout")
    replaced = _replace(place, file, content)
    known = manifest(place.course.root, lambda text: None)
    name = place.path(file).relative_to(place.course.root).as_posix()
    if name in known:
        with suppress(GraderError):  # at worst, the file counts as edited at the next update
            remember(place.course.root, {**known, name: digest_of(content)})
    return replaced


def restore(place: Place, copy: Copy) -> Replaced:
    """Bring a copy back, after keeping what is there now."""
    return _replace(place, copy.file, copy.content)


def copies(place: Place, standing: Standing) -> tuple[Copy, ...]:
    """The copies kept of the exercise's files, the newest first."""
    try:
        paths = [path for path in place.kept.iterdir() if path.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        where = display_path(place.kept)
        hint = "Look at its permissions."
        raise UsageError(f'"{where}" can\'t be read: {error.strerror}.', hint) from error
    found = [(match, path) for path in paths if (match := COPY.fullmatch(path.name))]
    found.sort(key=lambda f: (f[0]["when"], int(f[0]["more"] or 1)), reverse=True)
    return tuple(copy for match, path in found if (copy := _copy(match, path, standing)))


def choose(copies: tuple[Copy, ...], which: str, name: str) -> Copy:
    """The copy that a person means: its number in the list, or its name."""
    for number, copy in enumerate(copies, 1):
        if which.strip() == str(number) or Path(which).name == copy.path.name:
            return copy
    if not copies:
        raise UsageError(
            f"No copies of {name} are kept, so there is none to bring back.",
            f"One is kept whenever `grade reset {name}` replaces a file.",
        )
    raise UsageError(
        f'There is no copy "{which}" of {name}.', f"grade reset {name} --list shows them."
    )


def _copy(match: re.Match[str], path: Path, standing: Standing) -> Copy | None:
    """The copy of that name, or None where the name is no date."""
    try:
        when = datetime.strptime(match["when"], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    content = read_whole(path) or b""
    graded = standing.of(content) if match["file"] == "train.py" else None
    verdict = None
    if graded is not None:
        verdict = "passed" if graded.passed else graded.code or graded.status
    return Copy(path, match["file"], when, content, verdict)


def _replace(place: Place, file: str, content: bytes) -> Replaced:
    path = place.path(file)
    present = read_whole(path)
    if present == content:
        return Replaced(changed=False)
    kept = None if present is None or _is_handed_out(place, file, present) else present
    copy = None if kept is None else _keep(place, file, kept)
    try:
        write_whole(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return Replaced(changed=True, kept=copy)


def _is_handed_out(place: Place, file: str, content: bytes) -> bool:
    """Whether a content can be had again at any time, so that no copy of it is needed."""
    return place.handed_out is not None and content == read_whole(place.handed_out / file)


def _keep(place: Place, file: str, content: bytes) -> Path:
    """Write a copy under a name that is free; the name of the newest, where that is the same."""
    newest = next((c for c in copies(place, Standing()) if c.file == file), None)
    if newest is not None and newest.content == content:
        return newest.path
    stamp = datetime.now(UTC).strftime(STAMP)
    try:
        folder_of(place.course.root)
        place.kept.mkdir(parents=True, exist_ok=True)
        return _write_new(place.kept, stamp, file, content)
    except OSError as error:
        raise cannot_write(place.kept, error) from error


def _write_new(folder: Path, stamp: str, file: str, content: bytes) -> Path:
    """Write to the first name of this second that is free."""
    number = 1
    while True:
        path = folder / (f"{stamp}-{file}" if number == 1 else f"{stamp}-{number}-{file}")
        try:
            stream = path.open("xb")
        except FileExistsError:
            number += 1
            continue
        try:
            with stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:  # a full disk leaves no half of a copy
            path.unlink(missing_ok=True)
            raise
        return path
