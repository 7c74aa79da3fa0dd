"""`grade read`: the task in the terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from conftest import COURSE, NAMES
from rich.console import Console
from student import Student

from grader.course import Course
from grader.readme import text, without_hints
from grader.render.markdown import filled
from grader.render.task import task


@pytest.fixture
def student(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Student:
    """A student who has not begun."""
    return Student(tmp_path, monkeypatch, capsys)


def in_terminal(name: str, encoding: str) -> str:
    """The task as a terminal of 80 columns shows it, without its colours."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    console = Console(file=stream, force_terminal=True, width=80, color_system=None)
    task(console, text(COURSE, name), name, "train.py")
    stream.flush()
    shown = stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
    return re.sub(r"\x1b\[[\d;]*m", "", shown)


def test_the_task_ends_in_the_next_commands(student: Student) -> None:
    """The README is followed by the file to edit, as it is seen from here, and two commands."""
    shown = student.grade("read", "exercise-01")
    assert shown.code == 0
    assert "## Task\n\nMake the loop learn." in shown.out
    edit, grade, watch = shown.out.rstrip().splitlines()[-3:]
    assert edit.endswith(str(Path("exercises", "exercise-01", "train.py")))
    assert grade.endswith("grade exercise-01")
    assert watch.endswith("grade watch exercise-01")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_every_task_is_readable_in_a_terminal(name: str, encoding: str) -> None:
    """At 80 columns nothing is broken or replaced, and each metric stands in one line."""
    shown = in_terminal(name, encoding)
    code = "LAYERS = "
    assert all(len(line) <= 80 for line in shown.splitlines() if code not in line)
    table = [line for line in text(COURSE, name).splitlines() if line.startswith("| must")]
    assert table
    for cell in table[0].strip("|").split("|"):
        assert any("must" in line and cell.strip() in line for line in shown.splitlines())
    if encoding == "ascii":
        assert shown.count("?") == text(COURSE, name).count("?")


@pytest.mark.parametrize("name", NAMES)
def test_the_hints_are_kept_for_those_who_ask(name: str) -> None:
    """No README shows a hint; the command that does stands in their place."""
    whole = (COURSE.folder(name) / "README.md").read_text(encoding="utf-8")
    hidden = whole.partition("\n## Hints\n")[2].partition("\n## ")[0]
    shown = text(COURSE, name)
    assert f"## Hints\n\n`grade hint {name}` shows one at a time.\n\n## " in shown
    assert hidden.strip()
    assert not [line for line in hidden.splitlines() if line.strip() and line in shown]
    assert "\n## What to look at afterwards\n" in shown


def test_a_heading_in_code_ends_no_section() -> None:
    """A comment inside a fence is no heading, and hides or shows nothing."""
    markdown = "# A\n\n## Hints\n\n```\n## no heading\n```\nsecret\n\n## B\n\nend"
    lines = list(without_hints(markdown, "exercise-01"))
    assert "secret" not in lines and "## no heading" not in lines
    assert lines[-3:] == ["## B", "", "end"]


def test_the_students_own_copy_comes_first(student: Student) -> None:
    """What stands in the student's folder is shown; the grader's copy where that is gone."""
    readme = student.root / "exercises" / "exercise-01" / "README.md"
    readme.write_text("# Mine\x1b[2J\n", encoding="utf-8")
    own = student.grade("read", "1").out
    assert own.startswith("# Mine") and "\x1b" not in own
    readme.unlink()
    assert student.grade("read", "1").out.startswith("# Exercise 01")


def test_no_readme_at_all_is_told_in_words(student: Student) -> None:
    """An exercise that only this folder has, without a README, is no crash."""
    folder = student.root / "exercises" / "exercise-77"
    (student.root / "exercises" / "exercise-03").rename(folder)
    (folder / "README.md").unlink()
    shown = student.grade("read", "77")
    assert shown.code == 2
    assert "README.md" in shown.err


def test_without_a_name_it_is_the_exercise_at_hand(student: Student) -> None:
    """It is the next one of the overview, or the one whose folder one stands in."""
    assert student.grade("read").out.startswith("# Exercise 01")
    there = student.grade("read", cwd=student.root / "exercises" / "exercise-02")
    assert there.out.startswith("# Exercise 02")
    assert "The file to edit: train.py" in there.out


def test_reading_changes_nothing(student: Student) -> None:
    """Reading writes nothing into the course folder."""
    student.grade("read", "1")
    assert not (student.root / ".gradlings").exists()
    assert Course(student.root).names()


def test_paragraphs_are_filled_and_the_rest_stays() -> None:
    """Paragraphs and items are as wide as asked; tables, code and headings are as they were."""
    items = "- four five\n  six\n1. seven"
    markdown = f"# A b\n\none two\nthree\n\n{items}\n\n| a | b c d e f |\n\n    x y z w"
    assert list(filled(markdown, 10)) == [
        "# A b", "", "one two", "three", "", "- four", "  five six", "1. seven", "",
        "| a | b c d e f |", "", "    x y z w",
    ]  # fmt: skip
