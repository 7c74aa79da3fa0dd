"""Moodle's zip: `Full Name_ID_assignsubmission_file` folders, or files with this before their name.

ID is the participant's number in the assignment, as it stands in the grading worksheet, or the
group's. A default group has none. Older versions end the folder's name in `_`.
Source: moodle/moodle, mod/assign/classes/downloader.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.classroom.handed import Handed, stranger
from grader.classroom.naming import Naming, key_of, person
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node
from grader.classroom.walk import Left

NAMED = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>[0-9]{1,20}))?_assignsubmission_(?P<kind>[a-z]+)_?(?P<rest>.*)",
    re.DOTALL,
)


def recognizes(top: Node, naming: Naming) -> bool:
    """Whether any name is one that Moodle gives: nobody else does."""
    return any(NAMED.fullmatch(node.name) for node in top.children(MOST_AT_TOP))


def certain(top: Node, naming: Naming, left: Left) -> bool:
    """Whether it is Moodle's, even where a student's own folder may lie."""
    return recognizes(top, naming)


def handed(top: Node, naming: Naming) -> Iterator[Handed | Trouble]:
    """Each folder or file, with the participant's number as the student's key.

    What was typed into Moodle is left out.
    """
    found = []
    for node in top.children(MOST_AT_TOP):
        match = NAMED.fullmatch(node.name)
        if match is None and (node.is_folder or node.refusal):
            yield stranger(node, "Moodle")
        elif match is not None and match["kind"] == "file":
            found.append(Handed(_student(match), node, match["rest"]))
    yield from _told_apart(found)


def _student(match: re.Match[str]) -> Student:
    name, number = person(match["name"]), match["id"]
    if number is None:
        return Student(key_of(match["name"]), name)
    return Student(number, name, {"moodle": number})


def _told_apart(found: Sequence[Handed]) -> Iterator[Handed]:
    """The same; where names are hidden, and all are "Participant", with their numbers."""
    students = {each.student.key: each.student.name for each in found}
    hidden = len(students) > 1 and len(set(students.values())) == 1
    for each in found:
        student = each.student
        if hidden and student.ids:
            student = replace(student, name=f"{student.name} {student.key}")
        yield replace(each, student=student)
