"""What a class handed in and what it came to: one SQLite file, which outlives every run.

A verdict is one row, keyed by student, exercise and the contents of submission, exercise and
grader. It is written in one transaction, so that a run may be killed at any moment and the next
one goes on where it was. No clock is asked: attempts count in the order in which they came.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from filelock import FileLock, Timeout

from grader.classroom.submission import Student, Submission
from grader.course import display_path
from grader.errors import EnvironmentProblem, GraderError, UsageError
from grader.verdict import Verdict, from_json
from grader.whole import cannot_write

NAME = "ledger.sqlite"
FORMAT_VERSION = 1
# What SQLite keeps for programs to know their own files by: "grad", in ASCII.
APPLICATION = 0x67726164
# How long another program may hold the file, in seconds.
PATIENCE = 10.0
# What of a verdict is read again for each report of the class.
BRIEF_WITHOUT = frozenset(("output", "walkthrough", "timeline", "frames", "bonus"))
EMPTY: Mapping[str, Any] = {"output": "", "walkthrough": None, "timeline": None, "frames": []}

SCHEMA = """
CREATE TABLE students (key TEXT PRIMARY KEY, name TEXT NOT NULL, ids TEXT NOT NULL);
CREATE TABLE sources (content TEXT PRIMARY KEY, source BLOB NOT NULL);
CREATE TABLE submissions (
    number INTEGER PRIMARY KEY,
    student TEXT NOT NULL REFERENCES students,
    exercise TEXT NOT NULL,
    content TEXT NOT NULL REFERENCES sources,
    file TEXT NOT NULL,
    handed_in TEXT,
    late INTEGER,
    last INTEGER NOT NULL,
    UNIQUE (student, exercise, content)
);
CREATE INDEX in_order ON submissions (last);
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES submissions,
    exercise_edition TEXT NOT NULL,
    grader_edition TEXT NOT NULL,
    brief TEXT NOT NULL,
    verdict BLOB NOT NULL,
    UNIQUE (submission, exercise_edition, grader_edition)
);
"""
ADD_STUDENT = """
INSERT INTO students VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET name = excluded.name, ids = excluded.ids
"""
# The same content once more is the same attempt, handed in when it first was; and it is the last.
ADD_SUBMISSION = """
INSERT INTO submissions (student, exercise, content, file, handed_in, late, last)
VALUES (?, ?, ?, ?, ?, ?, (SELECT ifnull(max(last), 0) + 1 FROM submissions))
ON CONFLICT DO UPDATE SET
    file = excluded.file,
    handed_in = min(ifnull(handed_in, excluded.handed_in), ifnull(excluded.handed_in, handed_in)),
    late = min(ifnull(late, excluded.late), ifnull(excluded.late, late)),
    last = excluded.last
"""
ENTRIES = """
SELECT s.number, students.key, name, ids, exercise, content, file, handed_in, late,
       row_number() OVER (PARTITION BY student, exercise ORDER BY s.number)
FROM submissions AS s JOIN students ON student = students.key ORDER BY last
"""
# The verdict of these editions where there is one, else the last one that there was.
BRIEF = """
SELECT brief FROM verdicts WHERE submission = ?
ORDER BY (exercise_edition = ? AND grader_edition = ?) DESC, number DESC LIMIT 1
"""
OF_CONTENTS = "FROM verdicts WHERE submission = ? AND exercise_edition = ? AND grader_edition = ?"


@dataclass(frozen=True)
class Edition:
    """The contents of exercise and grader that a verdict goes with."""

    exercise: str
    grader: str


@dataclass(frozen=True)
class Entry:
    """A submission as the ledger knows it; `attempt` counts a student's at one exercise, from 1."""

    number: int
    student: Student
    exercise: str
    content: str
    file: str
    handed_in: datetime | None
    late: bool | None
    attempt: int


P = ParamSpec("P")
Answer = TypeVar("Answer")


def _told(
    method: Callable[Concatenate[Ledger, P], Answer],
) -> Callable[Concatenate[Ledger, P], Answer]:
    """The method, with what SQLite raises said in words."""

    def told(self: Ledger, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.Error as error:
            raise _problem(self.path, error) from error
        except (zlib.error, json.JSONDecodeError, KeyError) as error:
            raise _damaged(self.path, error) from error

    return told


class Ledger:
    """A class's memory; a context manager that one run has open at a time.

    Raises UsageError where another run has it or it is no ledger, EnvironmentProblem where the
    disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._lock = FileLock(folder / ".ledger.lock", timeout=0)

    def __enter__(self) -> Self:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise UsageError(
                f'Another run works on "{display_path(self.path.parent)}".',
                "Wait until it is done, or name another folder: --out RESULTS",
            ) from error
        except OSError as error:
            raise cannot_write(self.path, error) from error
        try:
            self._open()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self._database.close()
        self._lock.release()

    @_told
    def _open(self) -> None:
        self._database = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            self._database.execute("PRAGMA journal_mode = WAL")
            # What a killed process had committed is there; what a power cut takes is graded again.
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._set_up()
        except BaseException:
            self._database.close()
            raise

    def _set_up(self) -> None:
        """Make the tables where there are none, in one transaction."""
        with self._transaction():
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
            (tables,) = self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if tables and application != APPLICATION:
                raise _damaged(self.path, "another program's")
            if version > FORMAT_VERSION:
                raise UsageError(
                    f'"{display_path(self.path)}" was written by a newer gradlings.',
                    "Use that one, or name another folder: --out RESULTS",
                )
            if not tables:
                self._begin()

    def _begin(self) -> None:
        """Make the tables; where there are results already, what they came from is lost."""
        if (self.path.parent / "grades.csv").exists():
            raise _damaged(self.path, "it is empty, and there are results beside it")
        for statement in SCHEMA.split(";"):
            self._database.execute(statement)
        self._database.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        self._database.execute(f"PRAGMA application_id = {APPLICATION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing of it."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # a full disk ends it by itself
                self._database.execute("ROLLBACK")
            raise

    @_told
    def add(self, submissions: list[Submission]) -> None:
        """Remember what was handed in, in this order: what is known already is the last again."""
        with self._transaction():
            for one in submissions:
                ids = json.dumps(dict(one.student.ids), sort_keys=True)
                self._database.execute(ADD_STUDENT, (one.student.key, one.student.name, ids))
                source = one.content, zlib.compress(one.source)
                self._database.execute("INSERT OR IGNORE INTO sources VALUES (?, ?)", source)
                when = one.handed_in and one.handed_in.astimezone(UTC).isoformat()
                row = one.student.key, one.exercise, one.content, one.file, when, one.late
                self._database.execute(ADD_SUBMISSION, row)

    @_told
    def entries(self) -> list[Entry]:
        """All that was ever handed in, what was handed in last at the end."""
        return [_entry(row) for row in self._database.execute(ENTRIES)]

    @_told
    def source(self, entry: Entry) -> bytes:
        """The text of a submission."""
        query = "SELECT source FROM sources WHERE content = ?"
        (packed,) = self._database.execute(query, (entry.content,)).fetchone()
        return zlib.decompress(packed)

    @_told
    def knows(self, entry: Entry, edition: Edition) -> bool:
        """Whether there is a verdict of these contents."""
        key = entry.number, edition.exercise, edition.grader
        return self._database.execute(f"SELECT 1 {OF_CONTENTS}", key).fetchone() is not None

    @_told
    def keep(self, entry: Entry, edition: Edition, verdict: Verdict) -> None:
        """Write a verdict down, in the place of one of the same contents."""
        fields = verdict.to_json()
        brief = {name: value for name, value in fields.items() if name not in BRIEF_WITHOUT}
        packed = zlib.compress(json.dumps(fields).encode())
        row = entry.number, edition.exercise, edition.grader, json.dumps(brief), packed
        query = "INSERT OR REPLACE INTO verdicts VALUES (NULL, ?, ?, ?, ?, ?)"
        with self._transaction():
            self._database.execute(query, row)

    @_told
    def brief(self, entry: Entry, edition: Edition) -> Verdict | None:
        """The verdict without its longer parts: of these contents, else the last one there was."""
        key = entry.number, edition.exercise, edition.grader
        found = self._database.execute(BRIEF, key).fetchone()
        return from_json({**json.loads(found[0]), **EMPTY}) if found else None

    @_told
    def verdict(self, entry: Entry, edition: Edition) -> Verdict | None:
        """The whole verdict of these contents."""
        key = entry.number, edition.exercise, edition.grader
        found = self._database.execute(f"SELECT verdict {OF_CONTENTS}", key).fetchone()
        if found is None:
            return None
        verdict = from_json(json.loads(zlib.decompress(found[0])))
        return verdict.with_source(self.source(entry).decode("utf-8-sig", "replace"))


def _entry(row: tuple[Any, ...]) -> Entry:
    number, key, name, ids, exercise, content, file, handed_in, late, attempt = row
    student = Student(key, name, json.loads(ids))
    when = datetime.fromisoformat(handed_in) if handed_in else None
    on_time = None if late is None else bool(late)
    return Entry(number, student, exercise, content, file, when, on_time, attempt)


def _problem(path: Path, error: sqlite3.Error) -> GraderError:
    """What SQLite says, as people are told it."""
    place, code = f'"{display_path(path)}"', getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentProblem(
            f"{place} can't be written: the disk is full.",
            "Make room, then run the same command again: it goes on where it was.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UsageError(
            f"{place} is in use by another program.", "Close it there, then run this again."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return UsageError(
            f"{place} can't be written: {error}.",
            "Look at the permissions of the folder, or name another one: --out RESULTS",
        )
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentProblem(
            f"{place} can't be used: {error}.", "Look at the disk, then run the same command again."
        )
    return _damaged(path, error)


def _damaged(path: Path, reason: object) -> UsageError:
    """What is said of a file that is no ledger, or no longer."""
    return UsageError(
        f'"{display_path(path)}" is damaged, or no ledger: {reason}.',
        "Move it away to grade the class anew, or name another folder: --out RESULTS",
    )
