"""What one student handed in, looked through within bounds: the files in which a loop may be.

Folders and archives near the top come first. A student who hands in too much costs nobody else
anything: what lies beyond the bounds is told, and what lay before them counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.classroom.archives import entered, suffix_of
from grader.classroom.handed import Handed
from grader.classroom.naming import stem_of
from grader.classroom.tree import AGAIN, LEDGER, Node, Refused

# What one student may hand in at once: files and folders, in so many folders and archives below
# one another, and so many bytes of archives.
MOST_FILES, MOST_FOLDERS, MOST_ARCHIVES = 20_000, 20, 3
MOST_BYTES = 1 << 26
# The course's own files, which lie beside a loop and hold none, and how tests are named.
OF_THE_COURSE = ("given.py", "conftest.py", "setup.py", "__init__.py", "sitecustomize.py")
# Where a virtual environment is, or a class's results, nobody has written a loop.
OF_NOBODY = ("pyvenv.cfg", LEDGER)


@dataclass(frozen=True)
class Found:
    """A file in which a loop may be: its name as the student gave it, and the folders around it.

    `around` begins with the outermost; archives are folders, without their suffix.
    """

    handed: Handed
    node: Node
    name: str
    around: tuple[str, ...]


@dataclass(frozen=True)
class Barred:
    """What can't be looked at, and why; `around` are the folders around it, and its own name."""

    node: Node
    refused: Refused
    around: tuple[str, ...]


@dataclass
class Left:
    """What the bounds still leave."""

    files: int
    bytes: int


@dataclass(frozen=True)
class _Place:
    """A folder or an archive to look into, and how deep that is."""

    node: Node
    around: tuple[str, ...]
    archives: int = 0


def walk(handed: Sequence[Handed], left: Left | None = None) -> Iterator[Found | Barred]:
    """The files of one student in which a loop may be, and what can't be read.

    Of each that was handed in, what is nearest to its top comes first.
    """
    left = left or Left(MOST_FILES, MOST_BYTES)
    for each in handed:
        yield from _through(each, left)


def _through(handed: Handed, left: Left) -> Iterator[Found | Barred]:
    around: tuple[str, ...] = (handed.within,) if handed.within else ()
    waiting = deque[_Place]()
    yield from _sorted(handed, handed.root, handed.name or handed.root.name, around, 0, waiting)
    while waiting:
        place = waiting.popleft()
        archives = place.archives + (not place.node.is_folder)
        try:
            inner = _inside(place.node, left)
        except Refused as refused:
            yield Barred(place.node, refused, place.around)
            continue
        for child in inner:
            yield from _sorted(handed, child, child.name, place.around, archives, waiting)


def _sorted(
    handed: Handed,
    node: Node,
    name: str,
    around: tuple[str, ...],
    archives: int,
    waiting: deque[_Place],
) -> Iterator[Found | Barred]:
    """The file, or why it can't be read; what is to be looked into has to wait."""
    archive = suffix_of(name)
    if node.refusal is not None:
        yield Barred(node, node.refusal, (*around, stem_of(name)[0]))
    elif node.is_folder or archive:
        own = () if node is handed.root and not handed.name else (_without(name, archive),)
        if len(around) >= MOST_FOLDERS or archives + bool(archive) > MOST_ARCHIVES:
            yield Barred(node, Refused(f'"{node.shown}" lies too deep.', AGAIN), around)
        else:
            waiting.append(_Place(node, (*around, *own), archives))
    elif stem_of(name)[1] and name.lower() not in OF_THE_COURSE:
        yield Found(handed, node, name, around)


def _without(name: str, suffix: str) -> str:
    return name[: -len(suffix)] if suffix else name


def _inside(node: Node, left: Left) -> tuple[Node, ...]:
    """What lies in a folder or an archive; the bounds are taken from what is left."""
    inner = looked_into(node, left).children(left.files)
    left.files -= len(inner)
    return own(inner)


def looked_into(node: Node, left: Left) -> Node:
    """The same as a folder, as far as the bounds leave anything."""
    if not node.is_folder:
        node = _entered(node, left)
    if left.files <= 0:
        raise Refused(f'"{node.shown}" lies beyond {MOST_FILES} files.', AGAIN)
    return node


def _entered(node: Node, left: Left) -> Node:
    if left.bytes <= 0:
        raise Refused(f'"{node.shown}" lies beyond {MOST_BYTES >> 20} MB of archives.', AGAIN)
    try:
        inner, size = entered(node, left.bytes)
    except Refused as refused:
        left.bytes -= refused.cost
        raise
    left.bytes -= size
    return inner


def own(inner: tuple[Node, ...]) -> tuple[Node, ...]:
    """What in a folder can be the student's own work.

    In a course's own folder, no other folders: in them lie solutions, and tests.
    """
    if any(child.name in OF_NOBODY for child in inner):
        return ()
    if not any(n.is_folder and n.name == "exercises" for n in inner):
        return inner
    return tuple(n for n in inner if not n.is_folder or n.name == "exercises")
