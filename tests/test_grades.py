"""The tables of a class: complete, the same each time, and harmless in any spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from gradebooks import ANA, SMALL, klass, mark
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.gradebook import Gradebook
from grader.classroom.names import slug
from grader.classroom.submission import Student
from grader.render.class_junit import junit
from grader.render.grades import grades, submissions
from grader.render.table import guarded, number, one_line, table

TEXTS = st.text(st.characters(codec=None), max_size=40)
STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212"


def rows(text: str) -> list[dict[str, str]]:
    """A table as a program reads it that takes the mark off."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# ---------------------------------------------------------------------- grades.csv


def test_each_student_has_a_row_for_each_exercise() -> None:
    """All pairs are there in the order of the book, also where nothing was handed in."""
    found = [(r["name"], r["exercise"], r["status"]) for r in rows(grades(SMALL))]
    assert found == [
        ("Ana López", "exercise-01", "passed"),
        ("Ana López", "exercise-02", "missing"),
        ("Bo Nguyễn", "exercise-01", "error"),
        ("Bo Nguyễn", "exercise-02", "failed"),
        ("Chidi Anagonye", "exercise-01", "missing"),
        ("Chidi Anagonye", "exercise-02", "missing"),
    ]


def test_a_row_tells_what_counts_and_what_else_there_was() -> None:
    """Beside the attempt that counts stand the last one's points, and the best that was on time."""
    first = rows(grades(SMALL))[0]
    assert first == {
        "student": "ana", "name": "Ana López", "sid": "s1", "email": "ana@uni.edu", "login": "",
        "canvas": "11", "moodle": "", "exercise": "exercise-01", "status": "passed",
        "points": "10", "of": "10", "code": "", "line": "", "file": "class.zip/ana/2/train.py",
        "handed_in": "2026-03-02T14:00:00+00:00", "late": "no", "attempts": "3", "attempt": "2",
        "latest_points": "0", "on_time_points": "10", "loss": "0.25", "accuracy": "1",
    }  # fmt: skip


def test_no_grade_is_an_empty_cell_and_no_zero() -> None:
    """Neither the grader's own failure nor a missing submission gets points; a failure gets 0."""
    points = [(r["status"], r["points"]) for r in rows(grades(SMALL))]
    assert points == [
        *(("passed", "10"), ("missing", ""), ("error", "")),
        *(("failed", "0"), ("missing", ""), ("missing", "")),
    ]


def test_only_the_ids_that_somebody_has_get_a_column() -> None:
    """A class from a plain folder has no columns for systems that it does not know."""
    plain = Gradebook(SMALL.columns, (Student("a", "A"),), ())
    assert not {"sid", "email", "login", "canvas", "moodle"} & set(rows(grades(plain))[0])


def test_what_is_not_late_for_certain_is_on_time() -> None:
    """Where nobody tells whether an attempt was late, it may be the best one on time."""
    marks = (mark(ANA, points=4.0, late=None), mark(ANA, attempt=2, late=True, counts=False))
    row = rows(grades(replace(SMALL, students=(ANA,), marks=marks)))[0]
    assert (row["on_time_points"], row["latest_points"]) == ("4", "10")


# ---------------------------------------------------------------------- submissions.csv


def test_each_submission_has_a_row_and_one_counts() -> None:
    """Attempts stand in order, and `counts` tells which one is the grade."""
    found = [(r["student"], r["attempt"], r["counts"]) for r in rows(submissions(SMALL))]
    assert found[:5] == [
        *(("ana", "1", "no"), ("ana", "2", "yes"), ("ana", "3", "no")),
        *(("bo", "1", "yes"), ("bo", "1", "yes")),
    ]


def test_each_trouble_has_a_row_with_reason_and_hint() -> None:
    """What could not be graded is told beside what was."""
    row = rows(submissions(SMALL))[-1]
    told = {k: row[k] for k in ("student", "status", "counts", "file", "reason", "hint")}
    assert told == {
        "student": "chi", "status": "not graded", "counts": "no", "file": "class.zip/chi/a.docx",
        "reason": "It is no Python.", "hint": "Ask for a .py.",
    }  # fmt: skip


@pytest.mark.parametrize("render", [grades, submissions])
def test_each_row_is_as_long_as_the_header(render) -> None:  # type: ignore[no-untyped-def]
    """No cell is ever in another's column."""
    lines = list(csv.reader(io.StringIO(render(klass(20, 4)), newline="")))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) > 80


# ---------------------------------------------------------------------- JUnit


def test_junit_has_a_suite_for_each_exercise_and_a_case_for_each_student() -> None:
    """Failures have code and title, the grader's own are errors, what is missing is skipped."""
    suite, other = ElementTree.fromstring(junit(SMALL))
    found = [(case.get("name"), *(child.tag for child in case)) for case in suite]
    assert found == [
        ("Ana López [ana]", "properties"),
        ("Bo Nguyễn [bo]", "properties", "error"),
        ("Chidi Anagonye [chi]", "skipped"),
    ]
    assert suite.attrib == {
        "name": "exercise-01", "errors": "1", "failures": "0", "skipped": "1", "tests": "3",
    }  # fmt: skip
    assert {case.get("classname") for case in other} == {"exercise-02"}
    failure = other.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "backward-missing: Nothing goes backward"


def test_junit_has_points_as_properties() -> None:
    """Points, and of how many; none where there is no grade."""
    suite, _ = ElementTree.fromstring(junit(SMALL))
    told = [{p.get("name"): p.get("value") for p in case.iter("property")} for case in suite]
    assert told[0] == {"points": "10", "of": "10", "attempt": "2", "late": "no"}
    assert "points" not in told[1]


@given(TEXTS, TEXTS)
def test_junit_is_xml_whatever_somebody_is_called(name: str, title: str) -> None:
    """Names and titles hold nothing that XML may not, and are read back."""
    student = Student(name, name)
    found = replace(mark(student, points=0.0, code="x"), title=title, file=name)
    book = Gradebook(SMALL.columns, (student,), (found,))
    suite, _ = ElementTree.fromstring(junit(book).encode())
    assert suite[0].get("name") == f"{one_line(name)} [{one_line(name)}]"


# ---------------------------------------------------------------------- the file


@pytest.mark.parametrize("render", [grades, submissions])
def test_the_bytes_are_the_same_each_time(render) -> None:  # type: ignore[no-untyped-def]
    """The same results give the same bytes, with a mark for Excel and line ends for all."""
    text = render(SMALL)
    assert text == render(replace(SMALL))
    assert text.encode().startswith(b"\xef\xbb\xbfstudent,name,")
    assert "\n" not in text.replace("\r\n", "")


def test_names_of_any_script_come_through() -> None:
    """What is written in UTF-8 is read back as it was, as Excel, LibreOffice and pandas read it."""
    book = klass(16, 1)
    read = io.TextIOWrapper(io.BytesIO(grades(book).encode()), "utf-8-sig", newline="")
    assert [row["name"] for row in csv.DictReader(read)] == [s.name for s in book.students]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (10.0, "10"), (2.5, "2.5"), (-0.125, "-0.125"), (None, ""), (float("inf"), "")],
)
def test_numbers_are_written_as_numbers(value: float | None, written: str) -> None:
    """What the grader measured may be negative; what is no number is nothing."""
    assert number(value) == written


@pytest.mark.parametrize(
    "payload",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")",
        "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\u00a0=1+1", "'=1+1", "\"=1+1", "\u200b=1+1",
        "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\u22121+1", "\ufeff=1", "\x00=1",
        "\u202e=1", "a;=1+1", "a; \"=1+1", "a\t=1", "-2+3+cmd|' /C calc'!D2", "+49 170 1234567",
        "@ana", ";=1",
    ],
)  # fmt: skip
def test_known_payloads_are_no_formulas(payload: str) -> None:
    """With either separator, no cell that a spreadsheet sees begins as a formula."""
    for separator in ",;":
        line = table(["name", "x"], [[payload, payload]]).splitlines()[1]
        for seen in next(csv.reader([line], delimiter=separator)):
            assert seen.lstrip(' "\u00a0')[:1] not in {*STARTS, "\t", "\r"}, seen


@given(TEXTS)
def test_no_text_begins_a_formula_or_another_line(text: str) -> None:
    """Whatever somebody is called: one line, no controls, nothing to compute, valid UTF-8."""
    shown = guarded(text)
    shown.encode()
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)
    number = re.fullmatch(r"-([0-9]+(\.[0-9]+)?)?", shown)
    assert number or all(part.lstrip()[:1] not in {*STARTS} for part in shown.split(";"))


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=4))
def test_no_text_moves_another(texts: list[list[str]]) -> None:
    """A reader finds each cell in its own row and column."""
    read = list(csv.reader(io.StringIO(table(["a", "b", "c"], texts), newline="")))
    assert read[1:] == [[guarded(text) for text in row] for row in texts]


@pytest.mark.parametrize(
    "name", ["-", "-1.5", "Ana-Maria O'Neil", "Smith, John", 'Ana "Ani" L.', "山田"]
)
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    """Nothing is done to a name that can do nothing."""
    assert guarded(name) == name


# ---------------------------------------------------------------------- names for folders


@pytest.mark.parametrize("key", ["ana", "ana.lopez", "s1234567", "a-b_c.d", "0"])
def test_a_plain_key_is_its_own_folder(key: str) -> None:
    """Lowercase logins and numbers stay readable as they are."""
    assert slug(key) == key


@pytest.mark.parametrize(
    "key",
    ["", ".", "..", "con", "NUL", "aux.txt", "lpt1.x.y", "com\u00b9", "a.", "a ", "-a", "a/b",
     "a\\b", "x" * 500, "山" * 500, "\ud800", "a\u202eb", "~a", "a:b", "\x00", "ana-0123456789ab"],
)  # fmt: skip
def test_other_keys_get_a_hash(key: str) -> None:
    """What some system could not hold or would take for another ends in a hash."""
    assert re.search(r"(^|-)[0-9a-f]{12}$", slug(key))
    assert slug(key) != key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "ana"), ("é", "e\u0301"), ("\uff41na", "ana"), ("straße", "strasse"), ("a.", "a"),
     ("\u212a", "k"), ("x" * 80 + "1", "x" * 80 + "2"), ("a/b", "a-b"), ("", " ")],
)  # fmt: skip
def test_keys_that_look_alike_get_folders_apart(one: str, other: str) -> None:
    """Case, normal form, width, length and separators make no two students one."""
    assert slug(one).casefold() != slug(other).casefold()


def test_a_key_can_t_take_the_folder_of_another() -> None:
    """A key that is another one's folder name gets one of its own."""
    assert slug(slug("Ana")) != slug("Ana")


@given(TEXTS, TEXTS)
def test_distinct_keys_have_distinct_folders(one: str, other: str) -> None:
    """Also where the file system ignores case."""
    assert (slug(one).casefold() == slug(other).casefold()) == (one == other)


@given(TEXTS)
def test_a_folder_name_is_safe_everywhere(key: str) -> None:
    """Never empty, no separators, nothing reserved, no dot or blank at an end, short in bytes."""
    name = slug(key)
    assert 0 < len(name.encode()) <= 61
    assert not re.search(r'[\x00-\x1f\x7f/\\:*?"<>|\s~$%#&]', name)
    assert name.strip(". -") == name
    assert name.partition(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
