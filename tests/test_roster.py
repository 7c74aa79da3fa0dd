"""Rosters of an LMS: read whatever wrote them, matched with certainty or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from gradebooks import ANA, CHI, SMALL, klass, mark
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.classroom.gradebook import Gradebook
from grader.classroom.roster import Person, Roster, read
from grader.classroom.sheet import LARGEST
from grader.classroom.submission import Student
from grader.errors import UsageError
from grader.render.canvas import canvas
from grader.render.lms import notes
from grader.render.moodle import moodle

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,The missing backward pass (77),Essay (78),Final Score
,,,,,Manual Posting,,
    Points Possible,,,,,10,20,(read only)
"López, Ana",11,s1,alopez,A,3,12,
"Nguyễn, Bo",12,s2,BN2,A,,EX,
"Anagonye, Chidi",13,s3,ch,B,EX,,
"Doe, Eve",14,0015,=eve,B,7,,
"Student, Test",15,,abc,B,,,
"""
MOODLE = """\
\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
Participant 201,Ana López,ana@uni.edu,Submitted for grading,,15.00,Yes,"Monday, 2 March",-,
Participant 202,Bo Nguyễn,bo@uni.edu,No submission,4.00,15.00,Yes,-,"Tuesday, 3 March",by hand
"""


def written(folder: Path, text: str | bytes) -> Path:
    """A file with this content."""
    path = folder / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(text: str) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO(text, newline="")))


def people(*called: tuple[str, dict[str, str]]) -> Roster:
    """A roster of people with names and ids."""
    return Roster("table", (), tuple(Person((), name, ids) for name, ids in called))


# ---------------------------------------------------------------------- reading


def test_a_gradebook_of_canvas_is_read(tmp_path: Path) -> None:
    """People, their ids, and what assignments are worth; rows that are nobody's are left out."""
    roster = read(written(tmp_path, CANVAS))
    assert (roster.kind, len(roster.people), roster.worth[5]) == ("canvas", 5, "10")
    assert roster.people[0].ids == {"canvas": "11", "sid": "s1", "login": "alopez"}


def test_a_worksheet_of_moodle_is_read(tmp_path: Path) -> None:
    """Participants with their addresses."""
    roster = read(written(tmp_path, MOODLE))
    assert roster.kind == "moodle"
    assert roster.people[1].ids == {"moodle": "Participant 202", "email": "bo@uni.edu"}


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("First Name,Surname,Mail\nAna,López,a@b\n", "Ana López", {"email": "a@b"}),
        ("name;login\nAna López;al\n", "Ana López", {"login": "al"}),
        ("sep=;\nname;login\nAna López;al\n", "Ana López", {"login": "al"}),
        ("E-Mail\tStudent_Name\na@b\tAna López\n", "Ana López", {"email": "a@b"}),
        ("\n\nUser name,ID\nal,007\n", "", {"login": "al", "sid": "007"}),
        ('"Name","x"\r\n"López, Ana",1\r\n', "López, Ana", {}),
    ],
)  # fmt: skip
def test_any_table_of_people_is_read(
    tmp_path: Path, text: str, name: str, ids: dict[str, str]
) -> None:
    """Whatever separates its cells and whatever its columns are called in English."""
    (person,) = read(written(tmp_path, text)).people
    assert (person.name, person.ids) == (name, ids)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_are_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """What Excel and old Windows write is read as it was meant."""
    text = "Name;Email\nDörthe Weiß;d@x\n"
    assert read(written(tmp_path, text.encode(encoding))).people[0].name == "Dörthe Weiß"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n\n,,\n", "is empty"),
        (b"PK\x03\x04", "is a workbook and no CSV"),
        (b"a,b\n1,2\n", 'its columns are "a", "b"'),
        (b"Name,Email\n", "has nobody in it"),
        (b"Name\n\x00\x01\n", "bytes that are no text"),
        (b"Name\n\x81\xff\n", "can't be read as a table"),
        (b"\xff\xfeN", "can't be read as a table"),
        (b"Name\n" + b"x" * 200_000, "can't be read as a table"),
        (b"Name\n" + b"x\n" * 20_002, "is larger than a class"),
        (b"Name" + b",x" * 2_001 + b"\nAna", "is larger than a class"),
        (b"x" * (LARGEST + 1), "has more than 8 MB"),
    ],
    ids=range(12),
)
def test_what_is_no_roster_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    """The message says what is wrong with which file, and what to do."""
    with pytest.raises(UsageError, match=r"roster\.csv") as caught:
        read(written(tmp_path, content))
    assert told in caught.value.message
    assert caught.value.hint


def test_a_roster_has_to_be_a_file(tmp_path: Path) -> None:
    """A folder, and what is not there, are told as such."""
    for path in (tmp_path, tmp_path / "none.csv", Path("\0")):
        with pytest.raises(UsageError):
            read(path)


@given(st.binary(max_size=300) | st.text("Name,;\t\"\n\r\\'=x", max_size=80).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_roster_or_an_error_of_usage(tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, nothing else is raised."""
    try:
        assert read(written(tmp_path, content)).people
    except UsageError as error:
        assert error.message


# ---------------------------------------------------------------------- matching


@pytest.mark.parametrize(
    ("student", "person"),
    [
        (Student("a", "A", {"canvas": "11"}), ("B", {"canvas": "11"})),
        (Student("a", "A", {"sid": "007"}), ("B", {"sid": "007"})),
        (Student("a", "A", {"login": "AL"}), ("B", {"login": "al"})),
        (Student("a", "A", {"email": "A@x"}), ("B", {"email": "a@X"})),
        (Student("a", "A", {"email": "a@x"}), ("B", {"login": "a@x"})),
        (Student("a", "A", {"moodle": "201"}), ("B", {"moodle": "Teilnehmer/in201"})),
        (Student("s1", "s1"), ("B", {"sid": "s1"})),
        (Student("a", "Ana López"), ("López, Ana", {})),
        (Student("a", "ANA  LO\u0301PEZ"), ("Ana López", {"sid": "9"})),
    ],
)
def test_who_is_the_same_is_matched(student: Student, person: tuple[str, dict[str, str]]) -> None:
    """By an id, whatever the names are; without one by the name, in either order."""
    roster = people(("Nobody", {}), person)
    assert roster.matched([student]) == {1: student}
    assert not roster.unmatched([student])


@pytest.mark.parametrize(
    "roster",
    [
        people(("Ana", {}), ("Ana", {})),
        people(("Ána", {})),
        people(("Ana", {"sid": "2"})),
        people(("B", {"sid": "1"}), ("C", {"sid": "1"})),
        people(("", {}), ("B", {"canvas": "1"})),
    ],
    ids=["two of a name", "an accent", "another id", "an id of two", "another system's id"],
)
def test_who_is_not_certain_is_left_to_a_person(roster: Roster) -> None:
    """A grade never goes to somebody who only may be meant."""
    student = Student("a", "Ana", {"sid": "1"})
    assert roster.matched([student]) == {}
    assert roster.unmatched([student]) == (student,)


def test_two_students_of_one_name_are_told_apart_by_ids_alone() -> None:
    """Where one of them has an id, the other does not get what is left."""
    one, other = Student("a", "Ana", {"sid": "1"}), Student("b", "Ana")
    roster = people(("Ana", {"sid": "1"}), ("Ana", {"sid": "2"}))
    assert roster.matched([one, other]) == {0: one}


def test_ids_go_before_names() -> None:
    """The id decides also where another row has the student's name."""
    student = Student("a", "Ana", {"sid": "2"})
    assert people(("Ana", {}), ("Maria", {"sid": "2"})).matched([student]) == {1: student}


# ---------------------------------------------------------------------- Canvas


def test_canvas_gets_its_own_rows_and_assignments(tmp_path: Path) -> None:
    """Identities and existing titles are those of the export; a new exercise is a new title."""
    header, worth, *rows = lines(canvas(SMALL, read(written(tmp_path, CANVAS))))
    assert header == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
        *("The missing backward pass (77)", "Gradients that pile up"),
    ]
    assert worth == ["Points Possible", "", "", "", "", "10", "5"]
    assert [row[:2] + row[5:] for row in rows] == [
        ["López, Ana", "11", "10", ""],
        ["Nguyễn, Bo", "12", "", "0"],
        ["Anagonye, Chidi", "13", "EX", ""],
        ["Doe, Eve", "14", "7", ""],
        ["Student, Test", "15", "", ""],
    ]
    assert rows[3][2:4] == ["0015", "'=eve"]


def test_who_is_excused_stays_excused(tmp_path: Path) -> None:
    """EX stays, also where something was handed in."""
    book = Gradebook(SMALL.columns, (CHI,), (mark(CHI),))
    rows = lines(canvas(book, read(written(tmp_path, CANVAS))))
    assert rows[4][5] == "EX"


def test_grades_are_scaled_to_the_points_that_canvas_gives(tmp_path: Path) -> None:
    """A pass is worth all that it is worth there, and the instructor is told."""
    roster = read(written(tmp_path, CANVAS.replace(",10,20,", ",100,20,")))
    _, worth, ana, *_ = lines(canvas(SMALL, roster))
    assert (worth[5], ana[5]) == ("100", "100")
    assert notes(SMALL, roster)[-1] == (
        "exercise-01 is worth 10 points here and 100 in Canvas: grades are scaled to those."
    )


def test_an_exercise_that_is_no_assignment_is_told(tmp_path: Path) -> None:
    """The import would make a new assignment: it is said what to do before."""
    (told,) = notes(SMALL, read(written(tmp_path, CANVAS)))
    assert 'No assignment of the gradebook is called "exercise-02"' in told
    assert "Give that column the assignment's title" in told


def test_who_is_in_the_roster_alone_handed_in_nothing(tmp_path: Path) -> None:
    """Everybody who is enrolled and nobody of the students is told as a student."""
    absent = read(written(tmp_path, CANVAS)).absent(SMALL.students)
    assert ("Student, Test", "15") in [(s.name, s.key) for s in absent]
    assert not {"López, Ana"} & {s.name for s in absent}


@pytest.mark.parametrize(
    "title",
    [
        "exercise-01 (7)",
        "Exercise 01: The Missing Backward Pass (7)",
        "Exercise 1 (7)",
        "HW exercise-01 (7)",
    ],
)
def test_an_assignment_is_known_by_name_or_title(tmp_path: Path, title: str) -> None:
    """Titles may be those of the exercise in any case, with the name in front."""
    text = CANVAS.replace("The missing backward pass (77)", title)
    assert lines(canvas(SMALL, read(written(tmp_path, text))))[0][5] == title


def test_canvas_gets_what_the_ids_tell_without_a_roster() -> None:
    """A row for each student; no grade is an empty cell and no zero."""
    header, _, *rows = lines(canvas(SMALL))
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert rows == [
        ["Ana López", "11", "s1", "", "", "10", ""],
        ["Bo Nguyễn", "", "", "bn2", "", "", "0"],
        ["Chidi Anagonye", "", "", "", "", "", ""],
    ]


def test_another_roster_gives_canvas_its_names_and_ids(tmp_path: Path) -> None:
    """A plain table of people fills Canvas's columns as far as it knows."""
    roster = read(written(tmp_path, "Name,Student ID,Login\nAna López,s1,al\n"))
    assert lines(canvas(SMALL, roster))[2] == ["Ana López", "11", "s1", "al", "", "10", ""]
    assert len(notes(SMALL, roster)) == 2
    assert notes(SMALL, roster)[0].startswith('"Bo Nguyễn" (bo) is nobody in the roster')


# ---------------------------------------------------------------------- Moodle


def test_moodle_s_worksheet_stays_but_for_grade_and_feedback(tmp_path: Path) -> None:
    """Grades come with feedback; where there is none, both stay as Moodle has them."""
    roster = read(written(tmp_path, MOODLE))
    header, ana, bo = lines(moodle(SMALL, roster, "exercise-01"))
    assert header == list(roster.header)
    assert ana[4:] == [
        "15",
        "15.00",
        "Yes",
        "Monday, 2 March",
        "-",
        "exercise-01: 10 of 10, passed",
    ]
    assert bo == list(roster.people[1].cells)


def test_moodle_s_feedback_names_the_mistake(tmp_path: Path) -> None:
    """Code, line and title stand there, as HTML that shows what it says."""
    marks = (mark(ANA, points=2.5, code="loss-sign"), mark(ANA, "exercise-02", 5.0))
    book = Gradebook(SMALL.columns, (ANA,), marks)
    row = lines(moodle(book))[1]
    assert row[:6] == ["", "Ana López", "ana@uni.edu", "Submitted for grading", "7.5", "15"]
    assert row[-1] == (
        "exercise-01: 2.5 of 10, loss-sign, line 14: Nothing goes backward; "
        "exercise-02: 5 of 5, passed"
    )


def test_moodle_gets_no_feedback_without_a_grade() -> None:
    """Neither a missing submission nor the grader's failure has a grade or a word."""
    rows = lines(moodle(SMALL))[1:]
    assert [(row[0], row[3], row[4], row[-1]) for row in rows[1:]] == [
        ("Participant 202", "Submitted for grading", "", ""),
        ("", "No submission", "", ""),
    ]


def test_an_exercise_that_is_not_there_is_told() -> None:
    """A name that is none of the book's is an error of usage."""
    with pytest.raises(UsageError, match='"exercise-99"'):
        moodle(SMALL, None, "exercise-99")


@pytest.mark.parametrize("render", [canvas, moodle])
def test_files_for_an_lms_are_rectangles(render) -> None:  # type: ignore[no-untyped-def]
    """Each row is as long as the header, without a mark, the same each time."""
    book = klass(30, 4)
    text = render(book)
    assert text == render(book)
    assert len({len(row) for row in lines(text)}) == 1
    assert not text.startswith("\ufeff")


def test_a_class_of_thousands_is_matched_at_once() -> None:
    """Matching does not compare everybody with everybody."""
    students = tuple(Student(str(n), f"Student {n}", {"sid": f"x{n}"}) for n in range(5000))
    roster = people(*((f"{n}", {"sid": f"x{n}"}) for n in range(5000)))
    assert len(roster.matched(students)) == 5000
