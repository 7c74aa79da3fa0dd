"""Canvas's submissions.zip: `lastfirst_LATE_USER_FILE_name.py`, all in one folder.

The user's name comes in lower case and without anything but letters and digits; USER is the
account's number, FILE the upload's. Marked anonymously, `anon_` and a code stand in their place.
Canvas puts -1, -2 ... behind the name of a file that the student has handed in before.
Source: instructure/canvas-lms, lib/content_zipper.rb and app/models/attachment.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.classroom.handed import Handed, stranger
from grader.classroom.naming import Naming, person, stem_of
from grader.classroom.persons import says_nobody
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node
from grader.classroom.walk import Left

NAMED = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<user>[0-9]{1,20})_(?P<file>[0-9]+)_(?P<rest>.+)", re.DOTALL
)
ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>anon)_(?P<user>[0-9A-Za-z]{1,40})_(?P<file>[0-9]+)_(?P<rest>.+)",
    re.DOTALL,
)
# What was typed into Canvas, not handed in as a file.
TYPED = ("_text.html", "_link.html")


def recognizes(top: Node, naming: Naming) -> bool:
    """Whether most files are named as Canvas names them."""
    files = [node.name for node in top.children(MOST_AT_TOP) if not node.is_folder]
    return 2 * sum(_match(name) is not None for name in files) > len(files)


def certain(top: Node, naming: Naming, left: Left) -> bool:
    """Whether several people's files are named so: one's own may have numbers in them, too."""
    if not recognizes(top, naming):
        return False
    matches = filter(None, (_match(n.name) for n in top.children(MOST_AT_TOP) if not n.is_folder))
    people = {m["user"]: m["name"] for m in matches if not says_nobody(m["name"])}
    hidden = set(people.values()) == {"anon"}
    return len(people) > 1 and (hidden or len(set(people.values())) > 1)


def handed(top: Node, naming: Naming) -> Iterator[Handed | Trouble]:
    """Each file, with the number of the account as the student's key."""
    for node in top.children(MOST_AT_TOP):
        match = _match(node.name)
        if match is not None:
            yield _handed(node, match, naming)
        elif not node.name.endswith(TYPED):
            yield stranger(node, "Canvas")


def _match(name: str) -> re.Match[str] | None:
    return ANONYMOUS.fullmatch(name) or NAMED.fullmatch(name)


def _handed(node: Node, match: re.Match[str], naming: Naming) -> Handed:
    user = match["user"]
    anonymous = match["name"] == "anon"
    name = f"anonymous {user}" if anonymous else person(match["name"])
    student = Student(user, name, {"canvas": user})
    stem, suffix = stem_of(match["rest"])
    base, number = naming.numbered(stem)
    return Handed(student, node, base + suffix, number=number, late=bool(match["late"]))
