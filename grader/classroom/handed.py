"""What a scheme tells of a file or folder: whose it is, and what its name says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import Node, Refused


@dataclass(frozen=True)
class Handed:
    """What one student handed in at once, before anybody looked inside.

    root       the file or folder; a file may be an archive
    name       its name as the student gave it; "" where it is the student's folder
    within     the exercise that the folder around it is named after, where there is one
    number     how often the student had handed in a file of this name before
    batch      what is chosen from together: of its candidates, one may be the one meant
    """

    student: Student
    root: Node
    name: str = ""
    within: str = ""
    number: int = 0
    handed_in: datetime | None = None
    late: bool | None = None
    batch: str = ""


def barred(node: Node, refused: Refused, student: Student | None = None) -> Trouble:
    """What is said of a file or folder that can't be looked at."""
    return Trouble(node.shown, refused.reason, refused.hint, student)


def stranger(node: Node, system: str) -> Trouble:
    """What is said of a name that the system does not give."""
    if node.refusal is not None:
        return barred(node, node.refusal)
    return Trouble(
        node.shown,
        f'"{node.shown}" is not named as {system} names files: nobody knows whose it is.',
        f"Leave {system}'s archive as it came; grade what came another way by itself.",
    )
