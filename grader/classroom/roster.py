"""Who is in a class, as the LMS tells it: its rows, and which student is meant by each.

A wrong match would give a grade to somebody else: ids decide, names only where nobody else has
the same, and who can't be told is left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from grader.classroom.gradebook import Column
from grader.classroom.sheet import Row, rows
from grader.classroom.submission import Student
from grader.course import display_path
from grader.errors import UsageError
from grader.words import one_line

Kind = Literal["canvas", "moodle", "table"]
Value = TypeVar("Value")

# What columns are called, without case, hyphens and underscores.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "canvas": ("canvas id", "canvas user id"),
    "moodle": ("identifier", "moodle id"),
    "sid": ("sis user id", "sid", "student id", "id number", "student number", "id"),
    "login": ("sis login id", "login", "login id", "username", "user name", "user"),
    "email": ("email", "email address", "e mail", "mail"),
    "name": ("student", "name", "full name", "student name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
}
IDS = ("canvas", "moodle", "sid", "login", "email")
# A student's id, and the column that it is looked for in: many log in with their address.
LOOKED_UP = (*((kind, kind) for kind in IDS), ("login", "email"), ("email", "login"))
POINTS = "points possible"
TITLE = re.compile(r"(.*) \(\d+\)")


@dataclass(frozen=True)
class Person:
    """A row of the roster: its cells as they are, and who it is."""

    cells: Row
    name: str
    ids: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Roster:
    """A table of people: a gradebook of Canvas, a grading worksheet of Moodle, or another one.

    worth  the cells of Canvas's row of points, () where there is none
    """

    kind: Kind
    header: Row
    people: tuple[Person, ...]
    worth: Row = ()

    def index(self, *titles: str) -> int | None:
        """The first column with one of these titles."""
        wanted = set(map(_folded, titles))
        return next((n for n, t in enumerate(self.header) if _folded(t) in wanted), None)

    def assignment(self, column: Column) -> int | None:
        """The column of the assignment that an exercise is, by its name or its title."""
        both = f"{column.exercise} {column.title}"
        wanted = [_folded(t) for t in (both, column.exercise, column.title)]
        titles = {_folded(_bare(t)): n for n, t in reversed(list(enumerate(self.header)))}
        found = next((titles[t] for t in wanted if t in titles), None)
        return self._mentioned(column) if found is None else found

    def _mentioned(self, column: Column) -> int | None:
        """The one column whose title has the exercise in it, `Exercise 1` or `HW exercise-01`."""
        word, _, number = column.exercise.rpartition("-")
        wanted = re.compile(rf"\b{re.escape(_folded(word))}\s*0*{int(number)}\b")
        found = [n for n, t in enumerate(self.header) if wanted.search(_folded(_bare(t)))]
        return found[0] if len(found) == 1 else None

    def matched(self, students: Sequence[Student]) -> Mapping[int, Student]:
        """Which student each row is, by its index, as far as that is certain."""
        found: dict[int, Student] = {}
        for own, listed in LOOKED_UP:
            found |= dict(self._pairs(students, found, _by(own), _by(listed)))
        for kind in ("sid", "login", "email"):
            found |= dict(self._pairs(students, found, _lone_key, _by(kind)))
        named = self._pairs(students, found, _name, _name)
        return found | {n: s for n, s in named if not _contradict(s, self.people[n])}

    def unmatched(self, students: Sequence[Student]) -> tuple[Student, ...]:
        """The students whom no row is."""
        known = {student.key for student in self.matched(students).values()}
        return tuple(student for student in students if student.key not in known)

    def absent(self, students: Sequence[Student]) -> tuple[Student, ...]:
        """The people whom no student is, as students: they handed in nothing."""
        there = self.matched(students)
        return tuple(_student(p) for n, p in enumerate(self.people) if n not in there)

    def _pairs(
        self, students: Sequence[Student], found: Mapping[int, Student], own: Sign, listed: Sign
    ) -> Iterator[tuple[int, Student]]:
        """Rows and students, of those left, with a sign in common that nobody else has at all."""
        known = {student.key for student in found.values()}
        listed_as = _unique([(listed(person), n) for n, person in enumerate(self.people)])
        called = _unique([(own(student), student) for student in students])
        for sign, student in called.items():
            row = listed_as.get(sign)
            if row is not None and row not in found and student.key not in known:
                yield row, student


Sign = Callable[[Student | Person], str]


def read(path: Path) -> Roster:
    """The roster in a CSV file that Canvas, Moodle or anything else exported.

    Raises UsageError where it can't be read, or has no column that tells who somebody is.
    """
    header, *found = rows(path)
    kind = _kind(header)
    places = _places(header, kind)
    if not places.keys() & {"name", "last", *IDS}:
        raise UsageError(
            f'"{display_path(path)}" does not tell who is in the class: {_told(header)}.',
            "It needs a column Name, Email, ID or Login; of Moodle, export it in English.",
        )
    worth = next((row for row in found if POINTS in row[0].lower()), ())
    people = (_person(row, places) for row in found if row is not worth)
    whole = tuple(person for person in people if person.name or person.ids)
    if not whole:
        raise UsageError(f'"{display_path(path)}" has nobody in it.', "Export it with its people.")
    return Roster(kind, header, whole, worth)


def _told(header: Row) -> str:
    shown = ", ".join(f'"{title[:30]}"' for title in header[:5])
    return f"its columns are {shown}{', ...' if len(header) > 5 else ''}"


def _kind(header: Row) -> Kind:
    titles = [_folded(title) for title in header]
    if titles[0] in ("student", "lastname") and "id" in titles and "section" in titles:
        return "canvas"
    return "moodle" if {"identifier", "grade"} <= set(titles) else "table"


def _places(header: Row, kind: Kind) -> Mapping[str, int]:
    """Where each known column stands; of several the first."""
    titles = [_folded(title) for title in header]
    names = {**COLUMNS, "canvas": ("id",), "sid": COLUMNS["sid"][:-1]}
    known = names if kind == "canvas" else COLUMNS
    return {
        what: titles.index(title)
        for what, called in known.items()
        if (title := next((t for t in called if t in titles), None)) is not None
    }


def _person(row: Row, places: Mapping[str, int]) -> Person:
    cells = {what: row[n] for what, n in places.items() if n < len(row) and row[n]}
    parts = (cells.get("first", ""), cells.get("last", ""))
    name = cells.get("name") or " ".join(part for part in parts if part)
    return Person(row, name, {kind: cells[kind] for kind in IDS if kind in cells})


def _student(person: Person) -> Student:
    key = next((person.ids[kind] for kind in IDS if kind in person.ids), person.name)
    return Student(one_line(key), one_line(person.name or key), person.ids)


def _folded(title: str) -> str:
    """A title without case, hyphens, underscores and colons."""
    return " ".join(re.sub(r"[-_:]", " ", unicodedata.normalize("NFC", title)).casefold().split())


def _bare(title: str) -> str:
    """The title of an assignment without its number in Canvas."""
    found = TITLE.fullmatch(title)
    return found[1] if found else title


def _by(kind: str) -> Sign:
    return lambda who: _id(who, kind)


def _id(who: Student | Person, kind: str) -> str:
    """An id as it is compared: logins and addresses without case, Moodle's as its number."""
    value = who.ids.get(kind, "").strip()
    if kind == "moodle":
        number = re.search(r"\d+$", value, re.ASCII)
        return number[0] if number else ""
    return value.casefold() if kind in ("login", "email") else value


def _lone_key(who: Student | Person) -> str:
    """What a student is called where nothing else is known: a folder, mostly named by a login."""
    return who.key if isinstance(who, Student) and not who.ids else ""


def _name(who: Student | Person) -> str:
    """A name as it is compared: without case, accents kept, `Last, First` turned."""
    last, comma, first = unicodedata.normalize("NFC", who.name).casefold().partition(",")
    turned = f"{first} {last}" if comma and "," not in first else f"{last} {first}"
    return " ".join(turned.split())


def _contradict(student: Student, person: Person) -> bool:
    """Whether an id tells that two people of one name are not the same."""
    both = student.ids.keys() & person.ids.keys()
    return any(_id(student, kind) != _id(person, kind) for kind in both)


def _unique(signed: Collection[tuple[str, Value]]) -> dict[str, Value]:
    """What has a sign that nothing else has."""
    times = Counter(sign for sign, _ in signed)
    return {sign: value for sign, value in signed if sign and times[sign] == 1}
