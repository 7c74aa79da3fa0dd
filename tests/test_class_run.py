"""A class's way from what was handed in to a gradebook, with a grader that is a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import COURSE

from grader.classroom.engines import Answer, Work
from grader.classroom.ledger import Ledger
from grader.classroom.run import (
    Class,
    exercises_of,
    feedback_path,
    gradebook,
    judged,
    pending,
    take_in,
)
from grader.classroom.submission import Student, Submission, Trouble
from grader.errors import CourseError, GraderError
from grader.verdict import Diagnosis, Verdict

ANA, BEN = Student("ana", "Ana"), Student("ben", "Ben")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
EXERCISES = exercises_of(COURSE)
ALL = Class(EXERCISES)
WRONG = Diagnosis("step-missing", "No step", "There is none.", 3)


class Table:
    """An engine that answers by the text of a submission, and notes what it was asked."""

    def __init__(self, answers: Mapping[bytes, Verdict | GraderError] | None = None) -> None:
        self.answers = answers or {}
        self.asked: list[tuple[str, bytes]] = []

    def grade(self, works: Iterable[Work]) -> Iterator[Answer]:
        for work in works:
            self.asked.append((work.entry.student.key, work.source))
            right = Verdict(work.exercise.name, work.entry.file, "passed")
            yield Answer(work, self.answers.get(work.source, right))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path) as open_one:
        yield open_one


def handed_in(student: Student, source: bytes, when: datetime | None = None) -> Submission:
    return Submission(student, "exercise-01", f"{student.key}/train.py", source, when)


def failed(exercise: str = "exercise-01") -> Verdict:
    return Verdict(exercise, "train.py", "failed", diagnosis=WRONG, metrics={"loss": 0.7})


def run(ledger: Ledger, engine: Table, about: Class = ALL, regrade: bool = False) -> None:
    _, new = pending(ledger, about, regrade)
    for _ in judged(ledger, about, engine, new):
        pass


def test_nothing_is_graded_twice(ledger: Ledger) -> None:
    """What has a verdict is answered from the ledger; only what is new goes to the engine."""
    engine = Table()
    take_in(ledger, [handed_in(ANA, b"1")])
    run(ledger, engine)
    take_in(ledger, [handed_in(ANA, b"1"), handed_in(BEN, b"1"), handed_in(ANA, b"2")])
    run(ledger, engine)
    assert engine.asked == [("ana", b"1"), ("ben", b"1"), ("ana", b"2")]


def test_regrading_asks_for_all_of_it_again(ledger: Ledger) -> None:
    """`--regrade` grades what is known as well, and the new verdict is the one that stays."""
    take_in(ledger, [handed_in(ANA, b"1")])
    run(ledger, Table())
    run(ledger, Table({b"1": failed()}), regrade=True)
    (mark,) = gradebook(ledger, ALL).marks
    assert mark.status == "failed"


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        pytest.param(replace(ALL, students=("ben",)), ["ben"], id="by key"),
        pytest.param(replace(ALL, students=("BEN", "Ana")), ["ana", "ben"], id="by name"),
        pytest.param(replace(ALL, only=("exercise-02",)), [], id="another exercise"),
    ],
)
def test_only_what_is_asked_for_is_graded(ledger: Ledger, about: Class, asked: list[str]) -> None:
    """Students and exercises that are not asked for wait; they are not lost."""
    engine = Table()
    take_in(ledger, [handed_in(ANA, b"1"), handed_in(BEN, b"2")])
    run(ledger, engine, about)
    assert [key for key, _ in engine.asked] == asked
    assert len(ledger.entries()) == 2


def test_a_run_that_stops_in_the_middle_goes_on_there(ledger: Ledger) -> None:
    """What was judged before an interruption is kept; the rest is graded by the next run."""
    first, second = Table(), Table()
    take_in(ledger, [handed_in(Student(key, key), b"1") for key in "abcdef"])
    _, new = pending(ledger, ALL)
    answers = judged(ledger, ALL, first, new)
    assert [next(answers)[0].student.key for _ in range(2)] == ["a", "b"]
    answers.close()  # type: ignore[attr-defined]  # it is a generator
    run(ledger, second)
    assert [key for key, _ in second.asked] == list("cdef")


def test_feedback_is_written_before_a_verdict_is_kept(ledger: Ledger) -> None:
    """Where feedback can't be written there is no verdict either: the next run does both."""
    take_in(ledger, [handed_in(ANA, b"1")])
    _, new = pending(ledger, ALL)

    def full(entry: object, verdict: Verdict) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        list(judged(ledger, ALL, Table(), new, full))
    assert pending(ledger, ALL) == ([], new)


def test_the_best_attempt_counts_and_the_first_of_equals(ledger: Ledger) -> None:
    """All attempts stay; the one with the most points counts, the earliest where they are equal."""
    take_in(ledger, [handed_in(ANA, text) for text in (b"wrong", b"right", b"right again", b"bad")])
    run(ledger, Table({b"wrong": failed(), b"bad": failed()}))
    book = gradebook(ledger, ALL)
    marks = book.attempts(ANA, "exercise-01")
    assert [(m.attempt, m.points, m.counts) for m in marks] == [
        (1, 0.0, False),
        (2, 10.0, True),
        (3, 10.0, False),
        (4, 0.0, False),
    ]
    assert book.mark(ANA, "exercise-01") is marks[1]


def test_the_graders_own_failure_is_no_grade(ledger: Ledger) -> None:
    """It is a mark without points, never 0, and is tried again by the next run."""
    take_in(ledger, [handed_in(ANA, b"1")])
    (entry,) = ledger.entries()
    told = dict(judged(ledger, ALL, Table({b"1": GraderError("It broke.")}), [entry]))
    error = told[entry]
    assert isinstance(error, GraderError)
    (mark,) = gradebook(ledger, ALL, failed={entry: error}).marks
    assert (mark.status, mark.points) == ("error", None)
    assert pending(ledger, ALL) == ([], [entry])


def test_late_is_what_came_after_it_was_due(ledger: Ledger) -> None:
    """With `--due` the time of handing in decides; without it, what the source said."""
    hour = timedelta(hours=1)
    times = (NOON - hour, NOON, NOON + hour)
    take_in(ledger, [handed_in(ANA, str(t).encode(), t) for t in times])
    take_in(ledger, [Submission(BEN, "exercise-01", "ben", b"1", None, late=True)])
    run(ledger, Table())
    late = [mark.late for mark in gradebook(ledger, replace(ALL, due=NOON)).marks]
    assert late == [False, False, True, True]
    assert [mark.late for mark in gradebook(ledger, ALL).marks] == [None, None, None, True]


def test_who_handed_in_nothing_that_can_be_graded_is_in_the_book(ledger: Ledger) -> None:
    """A student with nothing but trouble has a row, and the trouble is told."""
    trouble = Trouble("cy/train.zip", "It is no archive.", student=Student("cy", "Cy"))
    assert take_in(ledger, [handed_in(BEN, b"1"), trouble]) == (trouble,)
    run(ledger, Table())
    book = gradebook(ledger, ALL, (trouble,))
    assert [student.name for student in book.students] == ["Ben", "Cy"]
    assert book.troubles == (trouble,)
    assert [column.exercise for column in book.columns] == ["exercise-01"]


def test_each_attempt_has_feedback_of_its_own(ledger: Ledger) -> None:
    """A second attempt takes nobody's place, nor does a student whose name differs by case."""
    ana = Student("Ana", "Ana")
    take_in(ledger, [handed_in(ANA, b"1"), handed_in(ANA, b"2"), handed_in(ana, b"1")])
    paths = [feedback_path(entry).casefold() for entry in ledger.entries()]
    assert paths[:2] == ["feedback/ana/exercise-01", "feedback/ana/exercise-01-attempt-2"]
    assert len(set(paths)) == 3


def test_a_weight_for_a_check_that_there_is_not_is_the_authors_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A misspelt check would never earn anything: it is refused when the class begins."""
    odd = replace(EXERCISES["exercise-01"], weights={"los": 1.0})
    monkeypatch.setattr("grader.classroom.run.pristine", lambda course, name: odd)
    with pytest.raises(CourseError, match='gives a weight to "los"'):
        exercises_of(COURSE)
