"""Folders and files that people named: `ana/...`, `ana.zip`, `ana_exercise-01.py`.

A folder named after an exercise holds what was handed in for it, by any of these names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from grader.classroom.archives import suffix_of
from grader.classroom.choice import defines
from grader.classroom.handed import Handed, barred
from grader.classroom.naming import Naming, key_of, person, stem_of
from grader.classroom.persons import TRAIN, beside_train, person_in
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node, Refused
from grader.classroom.walk import Found, Left, own, walk

# What names in archives are refused for: they say nothing of a student.
LEADS_OUT = re.compile(r"[/\\:]")


def recognizes(top: Node, naming: Naming) -> bool:
    """Always: what no system named, people did."""
    return True


def certain(top: Node, naming: Naming, left: Left) -> bool:
    """Whether two or more people have a file for the same exercise in it."""
    people: dict[str, set[str]] = {}
    for who, exercise in _told_in(top, naming, left):
        people.setdefault(exercise, set()).add(who)
        if len(people[exercise]) > 1:
            return True
    return False


def has_anybody(top: Node, naming: Naming, left: Left) -> bool:
    """Whether anybody has a file in it who is not the one after whom it is named."""
    return any(True for _ in _told_in(top, naming, left))


def has_others(top: Node, naming: Naming, left: Left) -> bool:
    """The same, but for folders that are named like exercises: they may be its owner's."""
    inner = top.children(MOST_AT_TOP)
    inner = tuple(n for n in inner if not (n.is_folder and naming.said(n.name).exercises))
    return any(True for _ in _told(top, inner, naming, left))


def _told_in(top: Node, naming: Naming, left: Left) -> Iterator[tuple[str, str]]:
    """What is told of people, by what lies there, and in folders named after exercises."""
    inner = top.children(MOST_AT_TOP)
    yield from _told(top, inner, naming, left)
    for node in inner:
        exercise = exercise_of(node, naming) if node.is_folder else ""
        with suppress(Refused):
            inner = node.children(MOST_AT_TOP) if exercise else ()
            yield from _told(node, inner, naming, left, exercise)


def _told(
    top: Node, inner: tuple[Node, ...], naming: Naming, left: Left, within: str = ""
) -> Iterator[tuple[str, str]]:
    """Each person of whom a name tells, and the exercise that a file there is for.

    None where a loop lies beside them: what else is there is its writer's, too.
    """
    files, folders = [], []
    for node in own(inner):
        stem, suffix, archive = _parts(node.name)
        if suffix and not archive and not node.is_folder and naming.is_expected(stem):
            return
        who = person_in(stem, top.name, naming)
        if who and (node.is_folder or archive):
            folders.append(Handed(Student(who, who), node, within=stem))
        elif who and suffix and (_says_exercise(stem, naming) or (within and _is_loop(node))):
            files.append((who, naming.exercise_in([within, stem]) or naming.sole or ""))
    yield from files
    for found in walk(folders, left):
        if isinstance(found, Found):
            names = [within, *found.around, stem_of(found.name)[0]]
            yield found.handed.student.key, naming.exercise_in(names) or naming.sole or ""


def _parts(name: str) -> tuple[str, str, str]:
    """A name without its suffix, the suffix where a loop may be in it, and that of an archive."""
    archive = suffix_of(name)
    return (name[: -len(archive)], archive, archive) if archive else (*stem_of(name), "")


def _is_loop(node: Node) -> bool:
    """Whether a file in an exercise's folder is a loop, not a part of one."""
    return defines(Found(Handed(Student("", ""), node), node, node.name, ()))


def _says_exercise(stem: str, naming: Naming) -> bool:
    said = naming.said(stem)
    return bool(said.exercises or TRAIN.search(said.beside))


def handed(
    top: Node, naming: Naming, within: str = "", groups: Sequence[str] = ()
) -> Iterator[Handed | Trouble]:
    """Each folder, archive and file that can have been handed in, with names as keys.

    `groups` are the folders of students around it.
    """
    for node in top.children(MOST_AT_TOP):
        exercise = "" if within or not node.is_folder else exercise_of(node, naming)
        if exercise:
            yield from _of_exercise(node, naming, exercise, groups)
        elif node.is_folder or _may_be_folder(node):
            yield Handed(_student(node.name, groups), node, within=within)
        else:
            yield from _file(node, naming, within, groups)


def _may_be_folder(node: Node) -> bool:
    """Whether what can't be looked at is named like a student's folder: a link to one, say."""
    return node.refusal is not None and "." not in node.name and not LEADS_OUT.search(node.name)


def exercise_of(node: Node, naming: Naming) -> str:
    """The exercise after which a folder is named, "" where it is named otherwise too."""
    said = naming.said(node.name)
    return next(iter(said.exercises)) if naming.is_expected(node.name) and said.exercises else ""


def _of_exercise(
    node: Node, naming: Naming, exercise: str, groups: Sequence[str]
) -> Iterator[Handed | Trouble]:
    try:
        yield from handed(node, naming, exercise, groups)
    except Refused as refused:
        yield barred(node, refused)


def _student(name: str, groups: Sequence[str]) -> Student:
    """Who is called so, in these groups: elsewhere somebody else may be."""
    shown = f"{person(name)} ({person('/'.join(groups))})" if groups else person(name)
    return Student(key_of("/".join((*groups, name))), shown)


def _file(
    node: Node, naming: Naming, within: str, groups: Sequence[str]
) -> Iterator[Handed | Trouble]:
    """A file that says whose it is, or a trouble; nothing where no loop can be in such a file."""
    stem, suffix, _ = _parts(node.name)
    base, number = naming.numbered(stem)
    said = naming.said(base)
    student = beside_train(said)
    if student and suffix and not LEADS_OUT.search(node.name):
        told = "train" if not said.exercises else base
        if len(said.exercises) == 1:
            told = next(iter(said.exercises))
        yield Handed(_student(student, groups), node, told + suffix, within, number)
    elif node.refusal is not None:
        yield barred(node, node.refusal)
    elif suffix:
        yield _nobodys(node)


def _nobodys(node: Node) -> Trouble:
    return Trouble(
        node.shown,
        f'"{node.shown}" does not say whose it is.',
        'Put it into a folder named after the student, or name it like "ana_exercise-01.py".',
    )
