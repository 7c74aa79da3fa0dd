"""How systems name what was handed in: a module for each, all of one shape.

    recognizes(top, naming) -> bool
    certain(top, naming, left) -> bool: also where one student's own folder may be
    handed(top, naming) -> Iterator[Handed | Trouble]

The most telling come first; `plain`, folders and files named by people, takes what is left.
"""

from __future__ import annotations

from types import ModuleType
from typing import NamedTuple

from grader.classroom.archives import suffix_of
from grader.classroom.naming import Naming, stem_of
from grader.classroom.persons import says_nobody
from grader.classroom.schemes import canvas, github, gradescope, moodle, plain
from grader.classroom.tree import MOST_AT_TOP, Node, Refused, without_results
from grader.classroom.walk import Left

SYSTEMS: tuple[ModuleType, ...] = (gradescope, moodle, canvas, github)
SCHEMES = (*SYSTEMS, plain)
# How many folders may lie around all that was handed in.
MOST_AROUND = 4
# How many files, and bytes of archives, are looked through to tell whose a folder is.
MOST_LOOKS, MOST_BYTES = 20_000, 1 << 28


class Recognized(NamedTuple):
    """The folder in which students' work lies, the scheme it follows, and what lay beside it."""

    top: Node
    scheme: ModuleType
    refused: tuple[Node, ...]


def recognized(root: Node, naming: Naming, is_group: bool = False) -> Recognized:
    """Where the students' work lies, and who named it: folders around all of it are passed by.

    In a group, of which it is known that students' folders lie in it, a folder that lies there
    alone is around others only where those of several students are in it.
    """
    levels = levels_of(root)
    refused: list[tuple[Node, ...]] = [()]
    for level in levels[:-1]:
        refused.append((*refused[-1], *(n for n in level.children(MOST_AT_TOP) if n.refusal)))
    for top, beside in zip(levels, refused, strict=True):
        for scheme in SYSTEMS:
            if scheme.recognizes(top, naming):
                return Recognized(top, scheme, beside)
    at = 0
    while at + 1 < len(levels) and _is_around(levels[at + 1], root, naming, is_group):
        at += 1
    return Recognized(levels[at], plain, refused[at])


def looks() -> Left:
    """What may be looked through to tell whose a folder is."""
    return Left(MOST_LOOKS, MOST_BYTES)


def levels_of(root: Node) -> list[Node]:
    """A folder, and those below it that hold all that is in it."""
    levels = [without_results(root)]
    while len(levels) <= MOST_AROUND and (inner := _alone(levels[-1])) is not None:
        levels.append(without_results(inner))
    return levels


def _alone(node: Node) -> Node | None:
    """The one folder in a folder, where nothing else is that could have been handed in."""
    found = [n for n in node.children(MOST_AT_TOP) if n.is_folder or _may_hold(n)]
    if len(found) != 1 or not found[0].is_folder:
        return None
    try:
        found[0].children(MOST_AT_TOP)
    except Refused:
        return None
    return found[0]


def _may_hold(node: Node) -> bool:
    named = bool(stem_of(node.name)[1] or suffix_of(node.name))
    return named and node.refusal is None


def _is_around(node: Node, root: Node, naming: Naming, is_group: bool) -> bool:
    """Whether a folder lies around the class's work, rather than being the only student's."""
    inner = node.children(MOST_AT_TOP)
    if naming.said(node.name).exercises or any(_is_of_course(n, naming) for n in inner):
        return False
    if node.name == root.name.removesuffix(suffix_of(root.name)) or plain.certain(
        node, naming, looks()
    ):
        return True
    said = [naming.said(stem_of(n.name)[0]) for n in inner if stem_of(n.name)[1]]
    if said:
        people = {each.beside for each in said}
        return all(each.exercises for each in said) and "" not in people and len(people) > 1
    return not is_group and _holds_people(node, naming)


def _holds_people(node: Node, naming: Naming) -> bool:
    """Whether folders in it are people's: one alone in which a loop is, or several."""
    folders = [n for n in node.children(MOST_AT_TOP) if n.is_folder]
    people = [n for n in folders if not (says_nobody(n.name) or naming.said(n.name).exercises)]
    return len(people) > 1 or plain.has_others(node, naming, looks())


def _is_of_course(node: Node, naming: Naming) -> bool:
    """Whether a folder is an exercise's or holds exercises, as in a student's own course folder."""
    if node.name == "exercises":
        return True
    if not node.is_folder or not plain.exercise_of(node, naming):
        return False
    try:
        stems = [stem_of(n.name) for n in node.children(MOST_AT_TOP)]
    except Refused:
        return True
    return any(suffix and naming.is_expected(stem) for stem, suffix in stems)
