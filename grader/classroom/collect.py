"""collect(place, exercises) -> submissions and troubles: a class's work, one file at a time.

    archives ─► tree ─► groups, schemes ─► walk ─► choice ─► Submission | Trouble

Whatever students put there is read as bytes: nothing is unpacked to the disk, followed, or run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.archives import opened
from grader.classroom.choice import chosen, few_troubles
from grader.classroom.groups import handed_in
from grader.classroom.handed import Handed
from grader.classroom.naming import Naming
from grader.classroom.submission import Submission, Trouble
from grader.classroom.tree import Refused, natural
from grader.errors import UsageError

HINT = "Give one of them a name or number of its own, and run it again."


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
        yield from few_troubles([each for each in found if isinstance(each, Trouble)])
        yield from _by_student([each for each in found if isinstance(each, Handed)], naming)


def _by_student(found: Sequence[Handed], naming: Naming) -> Iterator[Submission | Trouble]:
    by_key: dict[str, list[Handed]] = {}
    for each in found:
        by_key.setdefault(each.student.key, []).append(each)
    for key in sorted(by_key, key=lambda key: (natural(key), key)):
        first = by_key[key][0]
        own = [each for each in by_key[key] if _is_same(first, each)]
        yield from chosen(own, naming)
        yield from (_twin(first, each) for each in by_key[key] if each not in own)


def _is_same(first: Handed, other: Handed) -> bool:
    """Whether what two records with one key tell can be of one student.

    Systems' numbers must be the same; a folder of its own makes a student, where nothing else does.
    """
    ids, others = first.student.ids, other.student.ids
    if any(ids[name] != others[name] for name in ids.keys() & others.keys()):
        return False
    folders = first.root.is_folder and other.root.is_folder and not first.batch
    return not folders or first.root.name == other.root.name or first.within != other.within


def _twin(first: Handed, other: Handed) -> Trouble:
    reason = (
        f'"{other.root.shown}" and "{first.root.shown}" are of different students '
        f'who have the same key, "{other.student.key}".'
    )
    return Trouble(other.root.shown, reason, HINT, other.student)
