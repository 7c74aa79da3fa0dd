"""The members of an archive as a tree: names are only ever names, whatever they point at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.classroom.tree import AGAIN, Node, Refused, below

# How many folders a member may lie in, and how long its name may be.
DEEPEST, LONGEST = 30, 1000
DRIVE = re.compile(r"[A-Za-z]:")


class Member(NamedTuple):
    """One entry of an archive: a folder, a file, or what is refused."""

    name: str
    is_folder: bool
    load: Callable[[int], bytes]
    refusal: Refused | None = None


@dataclass
class _Branch:
    folders: dict[str, _Branch] = field(default_factory=dict)
    files: list[tuple[str, Member]] = field(default_factory=list)


def tree_of(members: Iterable[Member], name: str, shown: str) -> Node:
    """The archive `name` as a folder with its members in it."""
    root = _Branch()
    for member in members:
        _grow(root, member, shown)
    return _folder(root, name, shown)


def _grow(branch: _Branch, member: Member, shown: str) -> None:
    parts, wrong = _way(member.name)
    if not parts:
        return  # "./", the archive's own root
    for part in parts if member.is_folder and not wrong else parts[:-1]:
        branch = branch.folders.setdefault(part, _Branch())
    if wrong:
        told = f'"{below(shown, member.name)}" {wrong}'
        branch.files.append((parts[-1], member._replace(refusal=Refused(told, AGAIN))))
    elif not member.is_folder or member.refusal:
        branch.files.append((parts[-1], member))


def _way(name: str) -> tuple[list[str], str]:
    """The folders to a member and its own name; and what is wrong with the way there.

    Where anything is, the last part is all of the way from there on.
    """
    if len(name) > LONGEST:
        return [name], "has a name that is too long."
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/"):
        return [name], "has a name that leads out of the archive."
    for number, part in enumerate(parts):
        if part == ".." or DRIVE.match(part) or "\\" in part:
            return [*parts[:number], "/".join(parts[number:])], _LEADS_OUT
        if "\0" in part:
            return [*parts[:number], "/".join(parts[number:])], "has a name with a byte 0x00 in it."
        if number >= DEEPEST:
            return [*parts[:number], "/".join(parts[number:])], "lies in too many folders."
    return parts, ""


_LEADS_OUT = "has a name that leads out of the archive, or may on another system."


def _folder(branch: _Branch, name: str, shown: str) -> Node:
    return Node(name, shown, True, look=lambda most: _listed(branch, shown, most))


def _listed(branch: _Branch, shown: str, most: int) -> Iterator[Node]:
    if len(branch.folders) + len(branch.files) > most:
        raise Refused(f'"{shown}" holds more than {most} files.', AGAIN)
    for name, inner in branch.folders.items():
        yield _folder(inner, name, below(shown, name))
    for name, member in branch.files:
        yield Node(name, below(shown, name), load=member.load, refusal=member.refusal)
