"""A Gradescope export: `submission_N/...`, and `submission_metadata.yml` that tells whose and when.

Its keys are Ruby's symbols. A group's submission has several submitters; what has none in the
metadata keeps its folder's name. Of several submissions of a student the export has the active one.
Source: exports as public programs read them, among them their tests' samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.classroom.handed import Handed, barred, stranger
from grader.classroom.metadata import Entry, read_entries
from grader.classroom.naming import Naming, key_of, person
from grader.classroom.submission import Student, Trouble
from grader.classroom.tree import MOST_AT_TOP, Node, Refused
from grader.classroom.walk import Left
from grader.words import one_line

METADATA = "submission_metadata.yml"
NAMED = re.compile(r"submission_[0-9]+(\.[A-Za-z]+)?")
# What Gradescope calls an export, and how many digits its numbers have: students count to few.
EXPORT, NUMBER = re.compile(r"assignment_[0-9]+_export"), re.compile(r"submission_[0-9]{4,}")
NAMES = "Export Submissions in Gradescope once more, and leave all in it as it is."
MOST_METADATA = 1 << 26


def recognizes(top: Node, naming: Naming) -> bool:
    """Whether the metadata lies there, or all is named as submissions are."""
    names = [node.name for node in top.children(MOST_AT_TOP)]
    return METADATA in names or (bool(names) and all(map(NAMED.fullmatch, names)))


def certain(top: Node, naming: Naming, left: Left) -> bool:
    """Whether it is an export, not one student's folders that are named alike."""
    names = [node.name for node in top.children(MOST_AT_TOP)]
    if METADATA in names or not recognizes(top, naming):
        return METADATA in names
    return bool(EXPORT.match(top.name)) or all(map(NUMBER.match, names))


def handed(top: Node, naming: Naming) -> Iterator[Handed | Trouble]:
    """Each submission, once for each of its submitters, and who is named without any."""
    nodes = top.children(MOST_AT_TOP)
    entries: dict[str, Entry] = {}
    yield from _read(top, nodes, entries)
    for node in nodes:
        if node.name in entries or NAMED.fullmatch(node.name):
            yield from _handed(node, entries.get(node.name))
        elif node.name != METADATA and (node.is_folder or node.refusal):
            yield stranger(node, "Gradescope")
    for name in entries.keys() - {node.name for node in nodes}:
        yield from _missing(top, name, entries[name])


def _read(top: Node, nodes: Sequence[Node], entries: dict[str, Entry]) -> Iterator[Trouble]:
    """Fill in the entries, as far as they can be read; without any, names are not known."""
    node = next((node for node in nodes if node.name == METADATA), None)
    try:
        if node is not None:
            read_entries(_content(node), node.shown, entries)
        known = any(entry.submitters for entry in entries.values())
        if not known and any(NAMED.fullmatch(each.name) for each in nodes):
            reason = f'"{top.shown}" has no "{METADATA}" that tells whose each submission is'
            raise Refused(f"{reason}: names are not known.", NAMES)
    except Refused as refused:
        yield barred(node or top, refused)


def _content(node: Node) -> bytes:
    content = node.read(MOST_METADATA + 1)
    if len(content) > MOST_METADATA:
        raise Refused(f'"{node.shown}" has more than {MOST_METADATA >> 20} MB.', NAMES)
    return content


def _missing(top: Node, name: str, entry: Entry) -> Iterator[Trouble]:
    """Who is said to have handed in what is not there."""
    for student in filter(None, map(_student, entry.submitters)):
        reason = (
            f'"{student.name}" handed in nothing that is there: "{top.shown}" has no '
            f'"{one_line(name)}", which "{METADATA}" tells of.'
        )
        yield Trouble(top.shown, reason, NAMES, student)


def _handed(node: Node, entry: Entry | None) -> Iterator[Handed]:
    students = [_student(s) for s in entry.submitters] if entry else []
    for student in [s for s in students if s] or [Student(key_of(node.name), person(node.name))]:
        when = entry.created_at if entry else None
        yield Handed(student, node, handed_in=when, batch=node.name)


def _student(submitter: Mapping[str, str]) -> Student | None:
    """A student as the metadata tells; None where there is nothing that tells them apart."""
    ids = {name: person(submitter[name]) for name in ("sid", "email") if submitter.get(name)}
    key = submitter.get("sid") or submitter.get("email") or submitter.get("name")
    if not key:
        return None
    return Student(key_of(key), person(submitter.get("name") or key), ids)
