"""collect(place, exercises) -> submissions and troubles: a class's work, one file at a time.

    archives ─► tree ─► groups, schemes ─► walk ─► choice ─► Submission | Trouble

Whatever students put there is read as bytes: nothing is unpacked to the disk, followed, or run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from grader.classroom.archives import opened
from grader.classroom.choice import chosen, few_troubles, nothing
from grader.classroom.groups import handed_in
from grader.classroom.handed import Handed
from grader.classroom.naming import Naming
from grader.classroom.submission import Submission, Trouble
from grader.classroom.tree import Refused, folded, natural
from grader.errors import UsageError

HINT = "If they are not, give one of them a name of its own, and run it again."
OF_TWO = "Give one of them a name or number of its own, and run it again."


def collect(
    place: Path, exercises: Sequence[str], only: Sequence[str] = ()
) -> Iterator[Submission | Trouble]:
    """What a class handed in, by student, then by exercise, each student's attempts oldest first.

    `place` is a folder or an archive, `exercises` all that the course has, `only` those that are
    asked for: others are left out. Holds one file's content at a time. Raises UsageError where
    `place` itself can't be read; whatever else is wrong is a Trouble.
    """
    naming = Naming(tuple(exercises), tuple(only), place.name)
    with opened(place) as root:
        try:
            found = list(handed_in(root, naming))
        except Refused as error:
            raise UsageError(error.reason, error.hint) from error
        there = [each for each in found if isinstance(each, Handed)]
        troubles = [each for each in found if isinstance(each, Trouble)]
        outside = list(few_troubles([each for each in troubles if each.student is None]))
        absent = list(_of_nothing(troubles, {each.student.key for each in there}))
        yield from outside
        yield from _by_student(there, naming, bool(outside or absent))
        yield from absent


def _by_student(
    found: Sequence[Handed], naming: Naming, is_any: bool
) -> Iterator[Submission | Trouble]:
    """Each student's, and who handed in nothing of what was asked for, where anybody did.

    `is_any` is whether there is anything else.
    """
    absent: list[Trouble] = []
    for own in _students(found):
        each_own = _of_student(own, naming)
        first = next(each_own, None)
        if first is None:
            absent.append(nothing(own, naming))
        if first is not None or is_any:
            is_any = True
            yield from absent
            absent = []
        if first is not None:
            yield first
            yield from each_own


def _students(found: Sequence[Handed]) -> Iterator[Sequence[Handed]]:
    """What has one key, by key."""
    by_key: dict[str, list[Handed]] = {}
    for each in found:
        by_key.setdefault(each.student.key, []).append(each)
    for key in sorted(by_key, key=lambda key: (natural(key), key)):
        yield by_key[key]


def _of_student(found: Sequence[Handed], naming: Naming) -> Iterator[Submission | Trouble]:
    """What a student handed in, and what has the same key without being that student's."""
    first = found[0]
    own = [each for each in found if _is_same(first, each)]
    alike = [each for each in own if _is_alike(first, each)]
    # Of each folder something is taken: which of them is meant, nobody knows.
    apart = [replace(each, batch=each.root.shown) if each in alike else each for each in own]
    yield from chosen(apart, naming)
    yield from (_taken_for_one(first, each) for each in alike)
    yield from (_twin(first, each) for each in found if each not in own)


def _of_nothing(troubles: Sequence[Trouble], there: Collection[str]) -> Iterator[Trouble]:
    """Those of students of whom there is nothing, one of each."""
    absent = {t.student.key: t for t in reversed(troubles) if t.student is not None}
    yield from (absent[key] for key in sorted(absent, key=natural) if key not in there)


def _is_same(first: Handed, other: Handed) -> bool:
    """Whether what two records with one key tell can be of one student.

    Systems' numbers must be the same, and where they count anew in each assignment, names, too.
    Whom a system knows is not whoever is called like the number.
    """
    ids, others = first.student.ids, other.student.ids
    if bool(ids) != bool(others) or any(
        ids[name] != others[name] for name in ids.keys() & others.keys()
    ):
        return False
    names = folded(first.student.name), folded(other.student.name)
    return "moodle" not in ids or names[0] == names[1]


def _is_alike(first: Handed, other: Handed) -> bool:
    """Whether two folders or files, which lie together, are one student's by their names alone."""
    name, named = first.root.name, other.root.name
    if first.batch != other.batch or first.within != other.within:
        return False
    if name == named and first.student.name == other.student.name:
        return False
    folders = first.root.is_folder and other.root.is_folder
    return folders or folded(name).strip() == folded(named).strip()


def _taken_for_one(first: Handed, other: Handed) -> Trouble:
    reason = (
        f'"{first.root.shown}" and "{other.root.shown}" were taken for one student: '
        "many systems can't tell these names apart."
    )
    return Trouble(other.root.shown, reason, HINT, other.student)


def _twin(first: Handed, other: Handed) -> Trouble:
    reason = (
        f'"{other.root.shown}" and "{first.root.shown}" are of different students '
        f'who have the same key, "{other.student.key}".'
    )
    return Trouble(other.root.shown, reason, OF_TWO, other.student)
