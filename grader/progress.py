"""What a course folder remembers of its student, in one small file that terminals may share.

    COURSE/.gradlings/progress.json     verdicts by content, hints shown, quizzes answered
    COURSE/.gradlings/lock              held while that is changed

It is written whole beside itself and moved into place, so that it is whole at any moment. One that
is damaged, or of a newer format, is moved aside under a dated name and never lost. What a later
gradlings added to this format is kept as it is, for who goes back and forth between two versions.
It decides nothing: a state that it tells was the verdict on the very content that it names.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course import display_path
from grader.errors import ProgressProblem
from grader.plain import count, each, flag, flat, maybe, record, text, word
from grader.whole import write_whole

if TYPE_CHECKING:
    from grader.verdict import Verdict

FORMAT_VERSION = 1
FOLDER = ".gradlings"
# How many contents of one file are remembered.
MOST_GRADED = 20
# How long another terminal may hold the file, in seconds.
PATIENCE = 5.0
# A course's progress has some hundred kilobytes at most; what is larger is something else.
MOST_BYTES = 16 << 20
# On Windows nothing takes the place of a file while somebody reads it: how often to try, with
# pauses of so many seconds.
TRIES, PAUSE = 20, 0.02


@dataclass(frozen=True)
class Graded:
    """The verdict on one content of a train.py: `content` is its SHA-256, `when` ISO 8601, UTC.

    `question` is the diagnosis's own, as the verdict asked it; `more` what a later version added.
    """

    content: str
    status: str
    code: str | None
    line: int | None
    bonus: bool
    when: str
    question: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether that content solves the exercise."""
        return self.status == "passed"


@dataclass(frozen=True)
class Standing:
    """One exercise: what was graded (the last one last), hints shown, the best quiz.

    `hints` counts the exercise's own, `hints_on` those on a diagnosis, by its code.
    """

    graded: tuple[Graded, ...] = ()
    hints: int = 0
    quiz_right: int | None = None
    quiz_of: int | None = None
    hints_on: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def of(self, content: bytes | None) -> Graded | None:
        """The verdict on this very content, whatever its line ends, if it was ever graded."""
        if content is None:
            return None
        digest = digest_of(with_newlines(content))
        return next((g for g in self.graded if g.content == digest), None)


@dataclass(frozen=True)
class Progress:
    """What is remembered of each exercise, by its name."""

    exercises: Mapping[str, Standing] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def of(self, name: str) -> Standing:
        """What is remembered of the exercise `name`."""
        return self.exercises.get(name, Standing())

    def with_standing(self, name: str, standing: Standing) -> Progress:
        """This progress with another standing of the exercise `name`."""
        return replace(self, exercises={**self.exercises, name: standing})

    def with_verdict(
        self, verdict: Verdict, content: bytes, when: datetime | None = None
    ) -> Progress:
        """This progress after `content` got `verdict`, now or `when`.

        What the grader itself could not judge changes nothing.
        """
        if verdict.status == "error":
            return self
        found = verdict.diagnosis
        now = Graded(
            content=digest_of(with_newlines(content)),
            status=verdict.status,
            code=found.code if found else None,
            line=found.line if found else None,
            bonus=verdict.bonus is not None and verdict.bonus.passed,
            when=(when or datetime.now(UTC)).isoformat(timespec="microseconds"),
            question=found.hint if found else "",
        )
        standing = self.of(verdict.exercise)
        if (before := standing.of(content)) and verdict.bonus is None:
            now = replace(now, bonus=before.bonus and now.passed)
        others = [g for g in standing.graded if g.content != now.content]
        kept = (*others, now)[-MOST_GRADED:]
        return self.with_standing(verdict.exercise, replace(standing, graded=kept))


def digest_of(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def with_newlines(content: bytes) -> bytes:
    """The content with line ends as they are on Linux: git may convert them, Python reads both."""
    return content.replace(b"\r\n", b"\n")


def folder_of(course: Path) -> Path:
    """Where a course folder keeps what is the student's own but no exercise; made when needed."""
    folder = course / FOLDER
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():  # also where a process was killed between the two
        ignore.write_text("*\n", encoding="ascii")
    return folder


def read(course: Path, say: Callable[[str], None]) -> Progress:
    """What the course folder remembers, as far as it can be read; never an error.

    `say` is told of what can't be read, and of what had to be moved aside.
    """
    file = _file(course)
    try:
        return _loaded(file)
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        say(f"{_cannot(course, 'read', error)} For now, nothing is remembered.")
    except ValueError as damage:
        try:
            with _locked(course):
                return _read_or_set_aside(course, say)
        except ProgressProblem as problem:
            say(f'"{display_path(file)}" {damage}. It is left as it is: {problem.message}')
    return Progress()


def change(
    course: Path, update: Callable[[Progress], Progress], say: Callable[[str], None]
) -> Progress:
    """Read, update and write what the course folder remembers, alone; returns the new progress.

    Raises ProgressProblem where it can't be written.
    """
    with _locked(course):
        changed = update(_read_or_set_aside(course, say))
        try:
            _write(_file(course), changed)
        except OSError as error:
            raise ProgressProblem(_cannot(course, "written", error)) from error
        return changed


def _file(course: Path) -> Path:
    return course / FOLDER / "progress.json"


def _cannot(course: Path, done: str, error: Exception) -> str:
    """What can't be `done` with the progress, and why."""
    folder = course / FOLDER
    if os.path.lexists(folder) and not folder.is_dir():
        shown = display_path(folder)
        return f'"{shown}" is no folder, and progress is kept in one of that name: move it away.'
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    why = why or "its file system knows no locks"
    return f'"{display_path(_file(course))}" can\'t be {done}: {why}.'


@contextlib.contextmanager
def _locked(course: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(folder_of(course) / "lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout as error:
        shown = display_path(course / FOLDER / "lock")
        raise ProgressProblem(f'another process holds "{shown}".') from error
    except (OSError, NotImplementedError) as error:
        raise ProgressProblem(_cannot(course, "written", error)) from error
    try:
        yield
    finally:
        lock.release()


def _read_or_set_aside(course: Path, say: Callable[[str], None]) -> Progress:
    """The progress, or none where there is none to be read. Call it with the lock held."""
    file = _file(course)
    try:
        return _loaded(file)
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        raise ProgressProblem(_cannot(course, "read", error)) from error
    except ValueError as damage:
        aside = _free_name(file)
        try:
            _patiently(lambda: file.replace(aside))
        except OSError as error:
            raise ProgressProblem(_cannot(course, "moved aside", error)) from error
        say(f'"{display_path(file)}" {damage}. It is kept as "{aside.name}", and a new one begins.')
        return Progress()


def _free_name(file: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    more = itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
    names = (file.with_name(f"progress-{stamp}{m}.json") for m in more)
    return next(name for name in names if not name.exists())


def _write(file: Path, progress: Progress) -> None:
    fields = {"format_version": FORMAT_VERSION, **flat(progress)}
    content = json.dumps(fields, indent=1, default=flat).encode("ascii")
    _patiently(lambda: write_whole(file, content))


def _patiently(act: Callable[[], object]) -> None:
    """Try again where a reader is in the way for a moment."""
    for left in reversed(range(TRIES)):
        try:
            act()
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def _loaded(file: Path) -> Progress:
    """The progress in a file, or ValueError with the end of a sentence on it."""
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise OSError(errno.EINVAL, "it is not a regular file")
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("is far too large to be progress")
    return _parsed(data)


def _parsed(data: bytes) -> Progress:
    """The progress that these bytes are, or ValueError with the end of a sentence on them."""
    try:
        fields = json.loads(data)
        version = fields.pop("format_version")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("is no progress of gradlings") from error
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ValueError(f"was written by a newer gradlings (format {str(version)[:9]})")
    try:
        if version != FORMAT_VERSION:
            raise ValueError(f'"{version}" is no version of the format')
        return record(Progress, fields, exercises=each(_standing))
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("is damaged") from error


def _standing(fields: Any) -> Standing:
    return record(
        Standing,
        fields,
        graded=_graded,
        hints=count,
        quiz_right=maybe(count),
        quiz_of=maybe(count),
        hints_on=each(count),
    )


def _graded(values: Any) -> tuple[Graded, ...]:
    if not isinstance(values, list):
        raise TypeError("no list of verdicts")
    return tuple(
        record(
            Graded,
            fields,
            content=word,
            status=word,
            code=maybe(word),
            line=maybe(count),
            bonus=flag,
            when=word,
            question=text,
        )
        for fields in values
    )
