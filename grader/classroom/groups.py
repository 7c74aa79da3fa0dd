"""Sections, groups and downloads beside each other: each is read as a place of its own.

A folder or an archive at the top is a student's, unless several students' work lies in it: then
it is a group, and students are told apart within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.classroom.archives import entered_group, suffix_of
from grader.classroom.handed import Handed, barred
from grader.classroom.naming import Naming
from grader.classroom.persons import says_nobody
from grader.classroom.schemes import SCHEMES, SYSTEMS, levels_of, looks, plain, recognized
from grader.classroom.submission import Trouble
from grader.classroom.tree import MOST_AT_TOP, Node, Refused
from grader.classroom.walk import Left, looked_into, own

# How many groups may lie around a student, and how many bytes of their archives stay in memory.
MOST_GROUPS, MOST_KEPT = 3, 1 << 28


@dataclass
class _Kept:
    """How many bytes of archives may still stay in memory."""

    bytes: int = MOST_KEPT


@dataclass(frozen=True)
class _Around:
    """What lies around a place: the groups, and the exercise after which a folder is named."""

    groups: tuple[str, ...] = ()
    within: str = ""

    def inside(self, node: Node, naming: Naming) -> _Around:
        """What lies around all that is in a group."""
        name = node.name.removesuffix(suffix_of(node.name))
        said = naming.said(name)
        if len(said.exercises) != 1:
            return replace(self, groups=(*self.groups, name))
        groups = self.groups if says_nobody(said.beside) else (*self.groups, name)
        return _Around(groups, next(iter(said.exercises)))


def handed_in(root: Node, naming: Naming) -> Iterator[Handed | Trouble]:
    """What each student handed in, in whatever group; raises Refused where `root` can't be read."""
    yield from _read(root, naming, _Around(), _Kept())


def _read(place: Node, naming: Naming, around: _Around, kept: _Kept) -> Iterator[Handed | Trouble]:
    top, scheme, refused = recognized(place, naming, bool(around.groups))
    yield from (barred(node, node.refusal) for node in refused if node.refusal)
    if scheme is not plain:
        yield from (_placed(each, around) for each in scheme.handed(top, naming))
        return
    inner = top.children(MOST_AT_TOP)
    groups = _groups(inner, naming, kept) if len(around.groups) < MOST_GROUPS else {}
    rest = [node for node in inner if node.name not in groups]
    students = replace(top, look=lambda most: rest)
    yield from plain.handed(students, naming, around.within, around.groups)
    for group in groups.values():
        yield from _of_group(group, naming, around.inside(group, naming), kept)


def _placed(each: Handed | Trouble, around: _Around) -> Handed | Trouble:
    """The same, as it lies in a group: what is chosen from together lies in one."""
    if isinstance(each, Trouble):
        return each
    batch = "/".join((*around.groups, each.batch)) if around.groups else each.batch
    return replace(each, within=each.within or around.within, batch=batch)


def _of_group(
    group: Node, naming: Naming, around: _Around, kept: _Kept
) -> Iterator[Handed | Trouble]:
    try:
        if not group.is_folder:
            group, size = entered_group(group, kept.bytes)
            kept.bytes -= size
        yield from _read(group, naming, around, kept)
    except Refused as refused:
        yield barred(group, refused)


def _groups(inner: Sequence[Node], naming: Naming, kept: _Kept) -> dict[str, Node]:
    """Those in which several students' work lies; beside one, those in which anybody's does."""
    some = [node for node in inner if node.refusal is None and _may_be_group(node)]
    sure = {node.name: node for node in some if _is_sure(node, naming, kept)}
    if all(_is_exercise(node, naming) for node in sure.values()):
        return sure
    return {n.name: n for n in some if n.name in sure or _is_like_group(n, naming, kept)}


def _may_be_group(node: Node) -> bool:
    return node.is_folder or bool(suffix_of(node.name))


def _is_exercise(node: Node, naming: Naming) -> bool:
    return bool(plain.exercise_of(node, naming))


def _is_sure(node: Node, naming: Naming, kept: _Kept) -> bool:
    try:
        return _is_group(_opened(node, kept), naming, MOST_GROUPS, looks())
    except Refused:
        return False


def _is_group(place: Node, naming: Naming, deep: int, left: Left) -> bool:
    """Whether a system's archive lies in it, several people's work, or a group."""
    # What lies in an exercise's own folder is students' as it is: no other group is around.
    is_exercise = _is_exercise(place, naming)
    levels = [place] if is_exercise else levels_of(place)
    schemes = SYSTEMS if is_exercise else SCHEMES
    if any(scheme.certain(level, naming, left) for level in levels for scheme in schemes):
        return True
    inner = own(levels[-1].children(MOST_AT_TOP)) if deep > 1 else ()
    return any(_is_inner_group(node, naming, deep - 1, left) for node in inner)


def _is_inner_group(node: Node, naming: Naming, deep: int, left: Left) -> bool:
    """The same of what lies in a folder, but for what is named like a student's own exercise."""
    if node.name == "exercises" or naming.said(node.name).exercises or not _may_be_group(node):
        return False
    try:
        place = looked_into(node, left)
        left.files -= 1 + len(place.children(left.files))
        return _is_group(place, naming, deep, left)
    except Refused:
        return False


def _is_like_group(node: Node, naming: Naming, kept: _Kept) -> bool:
    """Whether, as groups lie beside it, it is one more: one with a single student in it, say."""
    if naming.said(node.name).exercises:
        return False
    try:
        place = _opened(node, kept)
        if any(s.recognizes(level, naming) for level in levels_of(place) for s in SYSTEMS):
            return True
        return plain.has_anybody(place, naming, looks())
    except Refused:
        return False


def _opened(node: Node, kept: _Kept) -> Node:
    return node if node.is_folder else entered_group(node, kept.bytes)[0]
