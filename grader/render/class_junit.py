"""A class's results as JUnit XML (xunit2): a suite for each exercise, a case for each student."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.submission import Student
from grader.render.table import number, one_line

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def junit(book: Gradebook) -> str:
    """The attempts that count; what is missing is skipped, the grader's own failure an error.

    No times: the same results give the same bytes. Texts are on one line, without what XML may
    not hold.
    """
    root = Element("testsuites", name="gradlings")
    for column in book.columns:
        _suite(root, book, column)
    indent(root)
    return f"{HEAD}{tostring(root, encoding='unicode')}\n"


def _suite(root: Element, book: Gradebook, column: Column) -> None:
    suite = SubElement(root, "testsuite", name=one_line(column.exercise))
    for student in book.students:
        _case(suite, column, student, book.mark(student, column.exercise))
    for attribute, tag in (("errors", "error"), ("failures", "failure"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite)))


def _case(suite: Element, column: Column, student: Student, mark: Mark | None) -> None:
    # Two students may have one name, and readers take cases of one name for one.
    called = f"{one_line(student.name)} [{one_line(student.key)}]"
    case = SubElement(suite, "testcase", classname=one_line(column.exercise), name=called)
    if mark is None:
        SubElement(case, "skipped", type="missing", message="Nothing was handed in to be graded.")
        return
    _properties(case, column, mark)
    if mark.status == "error":
        message = "The grader itself failed: no grade, and nobody's fault but its own."
        SubElement(case, "error", type="grader", message=message)
    elif mark.status == "failed":
        _failure(case, mark)


def _properties(case: Element, column: Column, mark: Mark) -> None:
    told = {
        "points": number(mark.points),
        "of": number(column.points),
        "attempt": number(mark.attempt),
        "late": {True: "yes", False: "no", None: ""}[mark.late],
    }
    properties = SubElement(case, "properties")
    for name, value in told.items():
        if value:
            SubElement(properties, "property", name=name, value=value)


def _failure(case: Element, mark: Mark) -> None:
    code, title = mark.code or "failed", one_line(mark.title)
    failure = SubElement(case, "failure", type=code, message=f"{code}: {title}" if title else code)
    failure.text = f"{one_line(mark.file)}:{mark.line}" if mark.line else one_line(mark.file)
