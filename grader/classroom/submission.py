"""What students handed in: frozen records, whatever system it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True)
class Student:
    """Who handed something in, as far as its source tells.

    key   tells students of a class apart, the same each time: an LMS's number, a login, a folder
    name  what people call them
    ids   what other systems call them: "canvas", "moodle", "sid", "email", "login"
    """

    key: str
    name: str
    ids: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Submission:
    """One attempt among many: the text to be graded, and where it came from.

    file       where it was found, as people are told it: "class.zip/ana/train.py"
    source     the Python text, at most one byte more than is judged
    handed_in  when, with a time zone; None where the source does not tell
    late       whether the source says that it was late; None where it does not tell
    """

    student: Student
    exercise: str
    file: str
    source: bytes = field(repr=False)
    handed_in: datetime | None = None
    late: bool | None = None

    @property
    def content(self) -> str:
        """The text's SHA-256, in hexadecimal digits."""
        return sha256(self.source).hexdigest()


@dataclass(frozen=True)
class Trouble:
    """Something handed in that can't be graded: whose, where, what is wrong and what to do."""

    file: str
    reason: str
    hint: str = ""
    student: Student | None = None
    exercise: str | None = None
