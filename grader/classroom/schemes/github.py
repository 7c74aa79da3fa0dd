"""A GitHub Classroom checkout: `SLUG-submissions/SLUG-LOGIN/...`, a repository for each student.

`gh classroom clone student-repos` names the folder around them after the assignment. Where it was
renamed, the beginning that all repositories share is the assignment's. Git is never run, and
`.git` never looked into.
Source: github/gh-classroom, cmd/gh-classroom/clone/student-repos/student-repos.go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.classroom.handed import Handed, stranger
from grader.classroom.naming import Naming, key_of, person
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node, Refused
from grader.classroom.walk import Left

AROUND = "-submissions"
# How many folders are looked at for the mark of a repository.
LOOKED_AT, MOST_IN_ONE = 5, 10_000


def recognizes(top: Node, naming: Naming) -> bool:
    """Whether the folders have a beginning in common, and are an assignment's repositories."""
    return bool(_beginning(top))


def certain(top: Node, naming: Naming, left: Left) -> bool:
    """Whether it is named after the assignment: one student may have several repositories, too."""
    return top.name.endswith(AROUND) and recognizes(top, naming)


def handed(top: Node, naming: Naming) -> Iterator[Handed | Trouble]:
    """Each repository, with the login as the student's key."""
    beginning = _beginning(top)
    for node in top.children(MOST_AT_TOP):
        if node.is_folder or (node.refusal and node.name.startswith(beginning)):
            yield Handed(_student(node.name, beginning), node)
        elif node.refusal is not None:
            yield stranger(node, "GitHub Classroom")


def _student(name: str, beginning: str) -> Student:
    login = name[len(beginning) :] if name.startswith(beginning) else ""
    if not login:
        return Student(key_of(name), person(name))
    return Student(key_of(login), person(login), {"login": person(login)})


def _beginning(top: Node) -> str:
    """What all repositories' names begin with, "" where these are no repositories."""
    folders = [node for node in top.children(MOST_AT_TOP) if node.is_folder]
    slug = top.name.removesuffix(AROUND) + "-" if top.name.endswith(AROUND) else ""
    ours = [node for node in folders if slug and node.name.startswith(slug)]
    if ours and 2 * len(ours) > len(folders):
        return slug
    if len(folders) < 2 or not any(_is_repository(node) for node in folders[:LOOKED_AT]):
        return ""
    return _shared([node.name for node in folders])


def _shared(names: Sequence[str]) -> str:
    """What all names begin with, up to a hyphen."""
    first, last = min(names), max(names)
    same = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first)
    )
    return first[: first[:same].rfind("-") + 1]


def _is_repository(node: Node) -> bool:
    try:
        return any(inner.name == ".git" for inner in node.look(MOST_IN_ONE))
    except Refused:
        return False
