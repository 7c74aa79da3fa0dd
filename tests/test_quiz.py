"""The quiz: typed answers, reasons, and the best score."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import COURSE, NAMES
from student import Student

from grader.exercise import load
from grader.progress import Standing
from grader.quiz import choice, kept, score

QUIZ = load(COURSE.folder("exercise-01")).quiz
RIGHT = "b\nc\na\n"


@pytest.fixture
def student(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Student:
    """A student who has not begun."""
    return Student(tmp_path, monkeypatch, capsys)


def test_right_answers_are_told_with_their_reasons(student: Student) -> None:
    """All right: each is said to be, with its reason, and the score is kept."""
    shown = student.grade("quiz", "exercise-01", typed=RIGHT)
    told = " ".join(shown.out.split())
    assert shown.code == 0
    assert told.count("Right.") == 3
    assert all(question.reason in told for question in QUIZ)
    assert "3 of 3 right." in told
    assert told.endswith("Next: grade read exercise-01")
    standing = student.standing()
    assert (standing.quiz_right, standing.quiz_of) == (3, 3)


def test_a_wrong_answer_tells_the_reason_and_goes_on(student: Student) -> None:
    """A wrong answer names the right one and why; the other questions still come."""
    shown = student.grade("quiz", "1", typed="a\nc\na\n")
    told = " ".join(shown.out.split())
    assert shown.code == 0
    assert "Not quite: it is b) The .grad of each parameter" in told
    assert QUIZ[0].reason in told
    assert "2 of 3 right." in told


@pytest.mark.parametrize("typed", ["d", "", "0", "4", "ab", "backward", "\x1b[A", "²", "x" * 40])
def test_anything_else_is_asked_again(student: Student, typed: str) -> None:
    """What is no answer costs nothing: the letters are named and the question waits."""
    shown = student.grade("quiz", "1", typed=f"{typed}\n{RIGHT}")
    assert "Type a, b, c, or q to leave." in shown.out
    assert "3 of 3 right." in shown.out
    assert "\x1b" not in shown.out.replace(typed, "", 1)


@pytest.mark.parametrize("typed", ["b", "B", "2", "b)", " (b) ", "b.", "2."])
def test_an_answer_may_be_typed_in_many_ways(typed: str) -> None:
    """A letter of either case or a number, with or without what stands around it."""
    assert choice(QUIZ[0], typed) == 1


@pytest.mark.parametrize("typed", ["", "b\n", "b\nq\n", "Q", "b\nc\nquit\n", "b\nc"])
def test_leaving_keeps_what_was_there(student: Student, typed: str) -> None:
    """The end of the input and q leave politely; the best score stays."""
    student.grade("quiz", "1", typed="b\nc\nc\n")
    shown = student.grade("quiz", "1", typed=typed)
    assert shown.code == 0
    assert "You left the quiz" in shown.out
    assert shown.out.rstrip().endswith("grade quiz exercise-01")
    assert student.standing().quiz_right == 2


def test_ctrl_c_leaves_in_words(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves like q, with the exit code of an interruption."""

    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.quiz.typed_line", interrupted)
    shown = student.grade("quiz", "1")
    assert shown.code == 130
    assert "You left the quiz" in shown.out
    assert shown.err == ""


def test_a_closed_input_leaves(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any standard input the quiz ends at its first question."""
    from grader.cli.quiz import typed_line

    monkeypatch.setattr(sys, "stdin", None)
    assert typed_line() is None


def test_the_best_score_stays(student: Student) -> None:
    """A better score is said to be one and kept; a worse one leaves the best as it was."""
    student.grade("quiz", "1", typed="a\nc\na\n")
    better = student.grade("quiz", "1", typed=RIGHT)
    assert "3 of 3 right. Better than before: it was 2 of 3." in better.out
    worse = student.grade("quiz", "1", typed="a\na\na\n")
    assert "1 of 3 right. Your best stays 3 of 3." in worse.out
    assert student.standing().quiz_right == 3


def test_a_score_on_another_quiz_is_no_measure() -> None:
    """Where the exercise now has more questions, the new score counts."""
    before = Standing(quiz_right=3, quiz_of=3)
    now = score(before, 2, 4)
    assert now.before is None
    after = kept(before, now)
    assert (after.quiz_right, after.quiz_of) == (2, 4)


def test_the_overview_shows_the_score(student: Student) -> None:
    """The best score stands in the overview, before and after the exercise is passed."""
    student.grade("quiz", "1", typed=RIGHT)
    assert "quiz 3/3" in student.grade().out
    student.file().write_text("# right\n", encoding="utf-8")
    student.graded(None)
    assert "passed, quiz 3/3" in student.grade().out


def test_without_a_name_it_is_what_was_graded_last(student: Student) -> None:
    """The quiz on an exercise that just passed needs no name."""
    student.file("exercise-02").write_text("# right\n", encoding="utf-8")
    student.graded(None, name="exercise-02")
    assert student.grade("quiz", typed="q").out.startswith("exercise-02")


def test_an_exercise_without_a_quiz_says_so(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exercise may have no questions; that is told in words."""
    folder = student.root / "exercises" / "exercise-77"
    (student.root / "exercises" / "exercise-03").rename(folder)
    text = (folder / "exercise.toml").read_text(encoding="utf-8").partition("[[quiz]]")[0]
    (folder / "exercise.toml").write_text(
        text.replace("[budget]", "quiz = []\n[budget]", 1), encoding="utf-8"
    )
    shown = student.grade("quiz", "77")
    assert shown.code == 2
    assert 'grade: "exercise-77" has no quiz.' in shown.err


def test_a_score_that_cant_be_kept_is_shown(student: Student) -> None:
    """Where progress can't be written the score is told all the same, with a note."""
    (student.root / ".gradlings").write_text("in the way", encoding="utf-8")
    shown = student.grade("quiz", "1", typed=RIGHT)
    assert shown.code == 0
    assert "3 of 3 right." in shown.out
    assert "This score isn't kept" in shown.err


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_has_questions(name: str) -> None:
    """Every quiz has questions with different answers, a right one among them, and a reason."""
    quiz = load(COURSE.folder(name)).quiz
    assert len(quiz) >= 3
    for question in quiz:
        assert 0 <= question.right < len(question.answers) == len(set(question.answers))
        assert question.reason and question.question.endswith("?")
