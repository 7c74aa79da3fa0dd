"""Hints: one with each call, on the mistake that the file makes now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COURSE, NAMES
from student import Student

from grader import pages
from grader.course import Course
from grader.exercise import load
from grader.hints import hints, kept
from grader.progress import Graded, Standing, digest_of

OWN = load(COURSE.folder("exercise-01")).hints
BROKEN = """def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for inputs, labels in loader:
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
"""


@pytest.fixture
def student(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Student:
    """A student who has not begun."""
    return Student(tmp_path, monkeypatch, capsys)


@pytest.fixture
def mended_and_broken(student: Student) -> Student:
    """A student who has filled the gap and forgotten something else."""
    student.file().write_text(BROKEN, encoding="utf-8")
    student.graded("zero-grad-missing", 3)
    return student


def words(text: str) -> str:
    """The text without its line ends."""
    return " ".join(text.split())


def test_each_call_shows_one_more(student: Student) -> None:
    """Each call shows the hints seen before, marked as such, and one more; the third is the end."""
    for call in (1, 2, 3, 4):
        shown = student.grade("hint", "exercise-01")
        told = words(shown.out)
        assert shown.code == 0
        assert [hint in told for hint in OWN] == [True] * min(call, 3) + [False] * (3 - call)
        assert told.count("(seen)") == call - 1
        assert ("grade hint exercise-01" in told) is (call < 3)
    assert student.standing().hints == 3
    assert "grade explain backward-missing" in told
    assert "grade solution exercise-01 --anyway" in told


def test_hints_end_in_the_next_command(student: Student) -> None:
    """Whichever hint it is, the last line is the command to go on with."""
    for _ in range(4):
        assert student.grade("hint", "1").out.rstrip().endswith("grade exercise-01")


def test_another_mistake_has_hints_of_its_own(mended_and_broken: Student) -> None:
    """Who made another mistake than the stub's gets a question, its line, and what mends it."""
    told = words(mended_and_broken.grade("hint", "1").out)
    assert "Hints on zero-grad-missing" in told
    assert "Who does it?" in told
    assert OWN[0] not in told
    told = mended_and_broken.grade("hint", "1").out
    assert ">   3 |         for inputs, labels in loader:" in told
    assert "zero_grad()" not in told
    assert "+             optimizer.zero_grad()" in mended_and_broken.grade("hint", "1").out
    assert "grade explain zero-grad-missing" in mended_and_broken.grade("hint", "1").out


def test_hints_on_a_diagnosis_are_counted_apart(mended_and_broken: Student) -> None:
    """Those of the exercise are still to come when those on a diagnosis were shown."""
    mended_and_broken.grade("hint", "1")
    mended_and_broken.grade("hint", "1")
    standing = mended_and_broken.standing()
    assert (standing.hints, standing.hints_on) == (0, {"zero-grad-missing": 2})


def test_the_stubs_own_mistake_has_the_exercises_hints(student: Student) -> None:
    """A graded stub is what the exercise's hints are about."""
    student.graded("backward-missing", 16)
    assert OWN[0] in words(student.grade("hint", "1").out)


def test_a_code_without_a_page_has_the_exercises_hints(student: Student) -> None:
    """Where there is nothing to say on a code, the hints on the task remain."""
    student.file().write_text(BROKEN, encoding="utf-8")
    student.graded("unheard-of", 3)
    assert "Hints on the task" in student.grade("hint", "1").out


def test_an_edited_file_is_to_be_graded_first(mended_and_broken: Student) -> None:
    """Hints for a file that changed since its verdict say so, and quote no line of it."""
    mended_and_broken.file().write_text("# new\n" + BROKEN, encoding="utf-8")
    mended_and_broken.grade("hint", "1")
    told = mended_and_broken.grade("hint", "1").out
    assert "about its last verdict; grade exercise-01 first" in words(told)
    assert "line 3 of the file as it was graded" in told
    assert "|" not in told


def test_an_edited_file_without_a_verdict_gets_hints_on_the_task(student: Student) -> None:
    """Before the first verdict, hints are about the task, and say that grading tells more."""
    student.file().write_text(BROKEN, encoding="utf-8")
    told = words(student.grade("hint", "1").out)
    assert "about the task; grade exercise-01 first" in told
    assert OWN[0] in told


def test_a_passed_file_needs_no_hint(student: Student) -> None:
    """Who has passed is told so, and what comes next; no hint is counted."""
    student.graded("backward-missing", 16)
    student.file().write_text("# right\n", encoding="utf-8")
    student.graded(None)
    shown = student.grade("hint", "1")
    assert shown.code == 0
    assert "it needs no hint" in shown.out
    assert "Next: grade read exercise-02" in shown.out
    assert student.grade_json("hint", "1")["hints"] == []
    assert student.standing().hints == 0


def test_a_missing_file_is_told(student: Student) -> None:
    """Without a train.py there are hints on the task all the same."""
    student.file().unlink()
    told = words(student.grade("hint", "1").out)
    assert "There is no train.py" in told
    assert OWN[0] in told


def test_without_a_name_it_is_the_exercise_at_hand(student: Student) -> None:
    """It is the one that was graded last, the next one once that passed, or where one stands."""
    assert student.grade_json("hint")["exercise"] == "exercise-01"
    student.graded("step-missing", 2, "exercise-02")
    assert student.grade_json("hint")["exercise"] == "exercise-02"
    student.file("exercise-02").write_text("# right\n", encoding="utf-8")
    student.graded(None, name="exercise-02")
    assert student.grade_json("hint")["exercise"] == "exercise-03"
    there = student.grade("hint", cwd=student.root / "exercises" / "exercise-01")
    assert there.out.startswith("exercise-01")


def test_json_has_the_hints_shown_so_far(mended_and_broken: Student) -> None:
    """`--format json` counts like the text, and tells what the hints are on."""
    for call in (1, 2, 3):
        told = mended_and_broken.grade_json("hint", "1")
        assert (told["code"], told["of"], told["state"]) == ("zero-grad-missing", 3, "failing")
        assert len(told["hints"]) == call  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["read", "hint", "quiz"])
def test_learning_needs_no_torch(student: Student, command: str) -> None:
    """Reading, hints and questions come at once: neither torch nor numpy is imported."""
    code = (
        "import sys\nfrom grader.cli import main\n"
        f"try:\n    main([{command!r}, '1'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "sys.exit(9 if {'torch', 'numpy'} & set(sys.modules) else 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=student.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert result.returncode == 0


@pytest.mark.parametrize("target", ["exercise-99", "hint", "all"])
def test_a_wrong_name_is_told_in_words(student: Student, target: str) -> None:
    """What is no exercise is wrong usage, and is not suggested again."""
    shown = student.grade("hint", target)
    assert shown.code == 2
    assert "There is no exercise" in shown.err
    assert f"Did you mean '{target}'" not in shown.err


def test_a_folder_that_keeps_nothing_is_no_obstacle(student: Student) -> None:
    """Where progress can't be written the hint is shown, and it is said that it isn't counted."""
    (student.root / ".gradlings").write_text("in the way", encoding="utf-8")
    shown = student.grade("hint", "1")
    assert shown.code == 0
    assert OWN[0] in words(shown.out)
    assert "The next call shows this hint again" in shown.err


def test_progress_written_before_is_still_read(student: Student) -> None:
    """A file without the newer fields is progress like any other."""
    content = digest_of(student.file().read_bytes())
    old = {"content": content, "status": "failed", "code": "backward-missing", "line": 16}
    graded = [{**old, "bonus": False, "when": "2026-01-01T00:00:00+00:00"}]
    standing = {"graded": graded, "hints": 2, "quiz_right": None, "quiz_of": None}
    fields = {"format_version": 1, "exercises": {"exercise-01": standing}}
    folder = student.root / ".gradlings"
    folder.mkdir()
    (folder / "progress.json").write_text(json.dumps(fields), encoding="utf-8")
    assert student.standing().hints == 2
    assert "Hint 3 of 3" in student.grade("hint", "1").out
    assert list(folder.glob("progress-*")) == []


def test_endless_numbers_in_the_progress_are_damage(student: Student) -> None:
    """A number that no count can be is set aside with its file, and no fault of the grader's."""
    standing = '{"graded": [], "hints": 1e999, "quiz_right": null, "quiz_of": null}'
    folder = student.root / ".gradlings"
    folder.mkdir()
    text = f'{{"format_version": 1, "exercises": {{"exercise-01": {standing}}}}}'
    (folder / "progress.json").write_text(text, encoding="utf-8")
    shown = student.grade("hint", "1")
    assert shown.code == 0
    assert "is damaged" in shown.err
    assert len(list(folder.glob("progress-*"))) == 1


def test_a_hint_once_seen_stays_seen(student: Student) -> None:
    """What another terminal has counted meanwhile is never taken back."""
    first = hints(Course(student.root), "exercise-01", Standing())
    assert kept(Standing(hints=3), first).hints == 3


@pytest.mark.parametrize("code", [code for code in pages.codes() if code != "backward-missing"])
@pytest.mark.parametrize("line", [1, 6, None])
def test_each_code_has_three_steps(student: Student, code: str, line: int | None) -> None:
    """Every page gives a question, a place and a remedy, without marks of Markdown."""
    student.file().write_text(BROKEN, encoding="utf-8")
    content = digest_of(BROKEN.encode())
    graded = Graded(content, "failed", code, line, False, "2026-01-01T00:00:00+00:00")
    found = hints(Course(student.root), "exercise-01", Standing((graded,)))
    question, place, remedy = found.steps
    assert question.text.endswith("?")
    assert ("> " in "".join(place.lines)) is (line is not None)
    assert remedy.lines or remedy.text.startswith("What it should be: ")
    assert not [step for step in found.steps if "`" in step.text or "right:" in question.text]


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_has_three_hints_of_its_own(name: str) -> None:
    """Every exercise has a question, a place and nearly the line, and a page on its mistake."""
    exercise = load(COURSE.folder(name))
    assert len(exercise.hints) == 3
    assert "?" in exercise.hints[0]
    assert pages.page(exercise.stub)
