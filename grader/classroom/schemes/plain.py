"""Folders and files that people named: `ana/...`, `ana.zip`, `ana_exercise-01.py`.

A folder named after an exercise holds what was handed in for it, by any of these names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.classroom.archives import suffix_of
from grader.classroom.handed import Handed, barred
from grader.classroom.naming import SEPARATORS, Naming, key_of, person, stem_of
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node, Refused

# "ana_train.py", where it goes without saying which exercise that is.
TRAIN = re.compile(r"^train(?![^\W_])|(?<![^\W_])train$", re.IGNORECASE)

# What names in archives are refused for: they say nothing of a student.
LEADS_OUT = re.compile(r"[/\\:]")


def recognizes(top: Node, naming: Naming) -> bool:
    """Always: what no system named, people did."""
    return True


def handed(top: Node, naming: Naming, within: str = "") -> Iterator[Handed | Trouble]:
    """Each folder, archive and file that can have been handed in, with names as keys."""
    for node in top.children(MOST_AT_TOP):
        exercise = "" if within or not node.is_folder else exercise_of(node, naming)
        if exercise:
            yield from _of_exercise(node, naming, exercise)
        elif node.is_folder or _may_be_folder(node):
            yield Handed(_student(node.name), node, within=within)
        else:
            yield from _file(node, naming, within)


def _may_be_folder(node: Node) -> bool:
    """Whether what can't be looked at is named like a student's folder: a link to one, say."""
    return node.refusal is not None and "." not in node.name and not LEADS_OUT.search(node.name)


def exercise_of(node: Node, naming: Naming) -> str:
    """The exercise after which a folder is named, "" where it is named otherwise too."""
    said = naming.said(node.name)
    return next(iter(said.exercises)) if naming.is_expected(node.name) and said.exercises else ""


def _of_exercise(node: Node, naming: Naming, exercise: str) -> Iterator[Handed | Trouble]:
    try:
        yield from handed(node, naming, exercise)
    except Refused as refused:
        yield barred(node, refused)


def _student(name: str) -> Student:
    return Student(key_of(name), person(name))


def _file(node: Node, naming: Naming, within: str) -> Iterator[Handed | Trouble]:
    """A file that says whose it is, or a trouble; nothing where no loop can be in such a file."""
    archive = suffix_of(node.name)
    stem, suffix = (node.name[: -len(archive)], archive) if archive else stem_of(node.name)
    base, number = naming.numbered(stem)
    said = naming.said(base)
    student = TRAIN.sub("", said.beside).strip(SEPARATORS)
    if student and suffix and not LEADS_OUT.search(node.name):
        told = "train" if not said.exercises else base
        if len(said.exercises) == 1:
            told = next(iter(said.exercises))
        yield Handed(_student(student), node, told + suffix, within, number)
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
