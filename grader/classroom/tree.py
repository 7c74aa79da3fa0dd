"""One shape over folders and archives: nodes with a name, to be looked into within bounds.

Nothing is ever unpacked to the disk, and no link is followed. What can't be looked at is a node
all the same, one that says why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from grader.words import one_line

# What systems and tools leave behind. Whatever begins with a dot is one of these, too.
JUNK = ("__pycache__", "__macosx", "thumbs.db", "desktop.ini", "node_modules", "site-packages")
# What lies in the folder of a class's results: nothing in that was handed in.
LEDGER, MOST_RESULTS = "ledger.sqlite", 1000
# How many files a class's own folder may hold.
MOST_AT_TOP = 200_000
LINK = "Ask for the file itself: links are not followed."
AGAIN = "Ask for it again, packed as a .zip of plain files."


class Refused(Exception):
    """A part of what was handed in can't be looked at. It never leaves this package.

    `cost` is how many bytes it took to see that.
    """

    def __init__(self, reason: str, hint: str, cost: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.cost = cost


def _nothing(most: int) -> bytes:
    return b""


def _none(most: int) -> Iterable[Node]:
    return ()


@dataclass(frozen=True)
class Node:
    """A file or a folder, wherever it lies.

    name      its last name, as it is stored, whatever is in it
    shown     the way to it, as people are told it: one printable line
    load      at most so many bytes of a file; raises Refused
    look      what lies in a folder, if that is not more than so many; raises Refused
    refusal   why it is neither read nor looked into
    """

    name: str
    shown: str
    is_folder: bool = False
    load: Callable[[int], bytes] = field(default=_nothing, repr=False)
    look: Callable[[int], Iterable[Node]] = field(default=_none, repr=False)
    refusal: Refused | None = None

    def read(self, most: int) -> bytes:
        """At most so many bytes; raises Refused where it can't be read."""
        if self.refusal is not None:
            raise self.refusal
        return self.load(most)

    def children(self, most: int) -> tuple[Node, ...]:
        """What lies in the folder, sorted, without what systems leave behind.

        Of what has one name, all but the first are refused.
        """
        if self.refusal is not None:
            raise self.refusal
        found = sorted((n for n in self.look(most) if not is_junk(n.name)), key=_order)
        first: dict[str, Node] = {}
        return tuple(_apart(node, first.setdefault(node.name, node)) for node in found)

    def as_refused(self, reason: str, hint: str) -> Node:
        """The same, not to be looked at."""
        return replace(self, refusal=Refused(reason, hint))


def below(shown: str, name: str) -> str:
    """How the way to `name`, which lies in `shown`, is told."""
    return f"{shown}/{one_line(name)}"


def folded(name: str) -> str:
    """The name as systems see it that know no case, and one form of each character."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key to sort names by as people count: 2 before 10."""
    return tuple(
        (int(part), part) if part.isascii() and part.isdigit() else (-1, part)
        for part in re.split(r"([0-9]{1,18})", folded(name))
    )


def is_junk(name: str) -> bool:
    """Whether no student has written a file or a folder of this name."""
    hidden = name.startswith(".") and not name.startswith("..")
    return hidden or name.lower() in JUNK or name.startswith("~$")


def without_results(node: Node) -> Node:
    """The same folder as it is now, without folders of a class's results in it."""
    inner = tuple(n for n in node.children(MOST_AT_TOP) if not _holds_results(n))
    return replace(node, look=lambda most: inner)


def _holds_results(node: Node) -> bool:
    try:
        return node.is_folder and any(n.name == LEDGER for n in node.look(MOST_RESULTS))
    except Refused:
        return False


def _order(node: Node) -> tuple[object, ...]:
    return natural(node.name), node.name, not node.is_folder, node.refusal is not None


def _apart(node: Node, first: Node) -> Node:
    if node is first or node.refusal is not None:
        return node
    return node.as_refused(
        f'"{node.shown}" is there twice: programs differ in which of them they take.',
        "The first was taken. If the other one is meant, rename it and hand it in again.",
    )
