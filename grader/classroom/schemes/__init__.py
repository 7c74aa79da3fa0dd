"""How systems name what was handed in: a module for each, all of one shape.

    recognizes(top, naming) -> bool
    handed(top, naming) -> Iterator[Handed | Trouble]

The most telling come first; `plain`, folders and files named by people, takes what is left.
"""

from __future__ import annotations

from types import ModuleType
from typing import NamedTuple

from grader.classroom.archives import suffix_of
from grader.classroom.naming import Naming, stem_of
from grader.classroom.schemes import canvas, github, gradescope, moodle, plain
from grader.classroom.tree import MOST_AT_TOP, Node, Refused

SYSTEMS = (gradescope, moodle, canvas, github)
# How many folders may lie around all that was handed in.
MOST_AROUND = 4


class Recognized(NamedTuple):
    """The folder in which students' work lies, the scheme it follows, and what lay beside it."""

    top: Node
    scheme: ModuleType
    refused: tuple[Node, ...]


def recognized(root: Node, naming: Naming) -> Recognized:
    """Where the students' work lies, and who named it: folders around all of it are passed by."""
    levels = [root]
    refused: list[tuple[Node, ...]] = [()]
    while len(levels) <= MOST_AROUND and (inner := _alone(levels[-1])) is not None:
        refused.append((*refused[-1], *(n for n in levels[-1].children(MOST_AT_TOP) if n.refusal)))
        levels.append(inner)
    for top, beside in zip(levels, refused, strict=True):
        for scheme in SYSTEMS:
            if scheme.recognizes(top, naming):
                return Recognized(top, scheme, beside)
    at = 0
    while at + 1 < len(levels) and _is_around(levels[at + 1], root, naming):
        at += 1
    return Recognized(levels[at], plain, refused[at])


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


def _is_around(node: Node, root: Node, naming: Naming) -> bool:
    """Whether a folder lies around the class's work, rather than being the only student's."""
    inner = node.children(MOST_AT_TOP)
    if naming.said(node.name).exercises or any(_is_of_course(n, naming) for n in inner):
        return False
    if node.name == root.name.removesuffix(suffix_of(root.name)):
        return True
    said = [naming.said(stem_of(n.name)[0]) for n in inner if stem_of(n.name)[1]]
    if said:
        people = {each.beside for each in said}
        return all(each.exercises for each in said) and "" not in people and len(people) > 1
    # A folder that was named may well have one student's alone in it.
    return bool(suffix_of(root.name)) and len([n for n in inner if n.is_folder]) > 1


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
