"""What a course folder remembers of its student, in one small file that terminals may share.

    COURSE/.gradlings/progress.json     verdicts by content, hints shown, quizzes answered
    COURSE/.gradlings/lock              held while that is changed

It is written whole beside itself and moved into place, so that it is whole at any moment. One that
can't be read, or that a newer gradlings wrote, is moved aside under a dated name and never lost.
It decides nothing: a state that it tells was the verdict on the very content that it names.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import ProgressProblem

if TYPE_CHECKING:
    from grader.verdict import Verdict

FORMAT_VERSION = 1
FOLDER = ".gradlings"
# How many contents of one file are remembered.
MOST_GRADED = 20
# How long another terminal may hold the file, in seconds.
PATIENCE = 5.0


@dataclass(frozen=True)
class Graded:
    """The verdict on one content of a train.py: `content` is its SHA-256, `when` ISO 8601, UTC.

    `question` is the diagnosis's own, as the verdict asked it.
    """

    content: str
    status: str
    code: str | None
    line: int | None
    bonus: bool
    when: str
    question: str = ""

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

    def of(self, content: bytes | None) -> Graded | None:
        """The verdict on this very content, if it was ever graded."""
        if content is None:
            return None
        digest = digest_of(content)
        return next((g for g in self.graded if g.content == digest), None)


@dataclass(frozen=True)
class Progress:
    """What is remembered of each exercise, by its name."""

    exercises: Mapping[str, Standing] = field(default_factory=dict)

    def of(self, name: str) -> Standing:
        """What is remembered of the exercise `name`."""
        return self.exercises.get(name, Standing())

    def with_standing(self, name: str, standing: Standing) -> Progress:
        """This progress with another standing of the exercise `name`."""
        return Progress({**self.exercises, name: standing})

    def with_verdict(self, verdict: Verdict, content: bytes) -> Progress:
        """This progress after `content` got `verdict`."""
        found = verdict.diagnosis
        now = Graded(
            content=digest_of(content),
            status=verdict.status,
            code=found.code if found else None,
            line=found.line if found else None,
            bonus=verdict.bonus is not None and verdict.bonus.passed,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
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


def folder_of(course: Path) -> Path:
    """Where a course folder keeps what is the student's own but no exercise; made when needed."""
    folder = course / FOLDER
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")
    return folder


def read(course: Path, say: Callable[[str], None]) -> Progress:
    """What the course folder remembers. `say` is told what had to be moved aside."""
    file = course / FOLDER / "progress.json"
    try:
        return _parsed(file.read_bytes())
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        say(f'"{file}" can\'t be read: {error.strerror}. It is left as it is.')
        return Progress()
    except ValueError:
        with contextlib.suppress(ProgressProblem), _locked(course):
            return _read_or_set_aside(file, say)
        return Progress()


def change(
    course: Path, update: Callable[[Progress], Progress], say: Callable[[str], None]
) -> Progress:
    """Read, update and write what the course folder remembers, alone; returns the new progress.

    Raises ProgressProblem where it can't be written.
    """
    with _locked(course):
        file = course / FOLDER / "progress.json"
        changed = update(_read_or_set_aside(file, say))
        try:
            _write(file, changed)
        except OSError as error:
            raise ProgressProblem(f'"{file}" can\'t be written: {error.strerror}.') from error
        return changed


@contextlib.contextmanager
def _locked(course: Path) -> Any:
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(folder_of(course) / "lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout as error:
        raise ProgressProblem(f'Another process holds "{course / FOLDER / "lock"}".') from error
    except OSError as error:
        where = course / FOLDER
        raise ProgressProblem(f'"{where}" can\'t be written: {error.strerror}.') from error
    try:
        yield
    finally:
        lock.release()


def _read_or_set_aside(file: Path, say: Callable[[str], None]) -> Progress:
    """The progress, or none where there is none to be read. Call it with the lock held."""
    try:
        return _parsed(file.read_bytes())
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        raise ProgressProblem(f'"{file}" can\'t be read: {error.strerror}.') from error
    except ValueError as error:
        aside = _free_name(file)
        file.replace(aside)
        say(f'"{file}" {error}. It is kept as "{aside.name}", and a new one is begun.')
        return Progress()


def _free_name(file: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (file.with_name(f"progress-{stamp}{more}.json") for more in ("", *map(str, range(99))))
    return next(name for name in names if not name.exists())


def _write(file: Path, progress: Progress) -> None:
    fields = {"format_version": FORMAT_VERSION, **asdict(progress)}
    new = file.with_suffix(".new")  # one name: what a killed process leaves is written over
    with new.open("w", encoding="utf-8") as stream:
        json.dump(fields, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


def _parsed(data: bytes) -> Progress:
    """The progress that these bytes are, or ValueError with the end of a sentence on them."""
    try:
        fields = json.loads(data)
        version = fields["format_version"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("is no progress of gradlings") from error
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ValueError(f"was written by a newer gradlings (format {version})")
    try:
        return Progress({str(n): _standing(s) for n, s in fields["exercises"].items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("is damaged") from error


def _standing(fields: Mapping[str, Any]) -> Standing:
    graded = tuple(Graded(**g) for g in fields["graded"])
    hints_on = {str(code): int(shown) for code, shown in fields.get("hints_on", {}).items()}
    hints = int(fields["hints"])
    return Standing(**{**fields, "graded": graded, "hints": hints, "hints_on": hints_on})
