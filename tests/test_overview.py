"""The course at a glance: states by content, what comes next, and how it is shown."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE, ROOT, TESTS
from filelock import FileLock
from rich.console import Console
from student import Student

from grader import progress
from grader.course import Course
from grader.engine import Engine
from grader.exercise import MAX_SOURCE, load
from grader.handout import remember
from grader.overview import Overview, Row, meant, overview, row_of
from grader.progress import FOLDER, digest_of
from grader.render import json as as_json
from grader.render import overview as show
from grader.verdict import Verdict

STUB = (COURSE.folder("exercise-01") / "train.py").read_bytes()
EDITED = STUB + b"# mine\n"
SNAPSHOTS = TESTS / "snapshots"
FIRST, THEN = "The four calls", "What can go wrong with a gradient"
ROWS = (
    Row("exercise-01", "The missing backward pass", FIRST, 10, "passed with bonus", quiz=(3, 3)),
    Row("exercise-02", "Forward, loss, backward, step", FIRST, 10, "passed", quiz=(2, 3)),
    Row("exercise-03", "Let autograd do it", FIRST, 15, "passed"),
    Row("exercise-04", "Trace the pipeline", FIRST, 15, "failing", "step-before-backward", 17),
    Row("exercise-05", "One update under", FIRST, 15, "failing", "timed-out", None, (1, 3)),
    Row("exercise-06", "Gradients that pile up", THEN, 15, "failing"),
    Row("exercise-07", "Cleared too soon", THEN, 10, "edited", quiz=(0, 3)),
    Row("exercise-08", "The loss that lost its graph", THEN, 15, "missing"),
    Row("exercise-09", "Once per epoch", THEN, 10, "unreadable", quiz=(3, 3)),
    Row("exercise-15", "Truncated backpropagation through time", "", 25, "not started"),
    Row("exercise-16", "A title that is far longer than its column is wide", "", 1, "not started"),
)
PARTS = {
    "begun": Overview(ROWS, ROWS[3]),
    "all-passed": Overview(ROWS[:3], None),
    "untouched": Overview(ROWS[-2:], ROWS[-2]),
}


@pytest.fixture
def student(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Student:
    """A student who has not begun."""
    return Student(tmp_path, monkeypatch, capsys)


def row(student: Student, name: str = "exercise-01") -> Row:
    """What the overview says of one exercise."""
    return row_of(Course(student.root), name, student.standing(name))


def found(student: Student) -> Overview:
    """The whole overview."""
    return overview(Course(student.root), student.progress())


def wrote(student: Student, content: bytes) -> Row:
    """What the overview says once the file has this content."""
    student.file().write_bytes(content)
    return row(student)


def test_a_stub_is_not_started(student: Student) -> None:
    """As handed out a file is not started, after it was graded, too, and whatever its line ends."""
    assert row(student).state == "not started"
    student.graded("backward-missing", 16)
    assert row(student).state == "not started"
    assert row(student).code is None
    assert wrote(student, STUB.replace(b"\n", b"\r\n")).state == "not started"


def test_a_state_is_of_the_content(student: Student) -> None:
    """Passed, then edited; the edit undone, passed again; so with a failure and its line."""
    assert wrote(student, EDITED).state == "edited"
    student.graded(None)
    assert row(student).state == "passed"
    assert wrote(student, EDITED + b"#").state == "edited"
    student.graded("zero-grad-missing", 3)
    failing = row(student)
    assert (failing.state, failing.code, failing.line) == ("failing", "zero-grad-missing", 3)
    assert wrote(student, EDITED).state == "passed"
    assert row(student).code is None
    assert wrote(student, EDITED + b"#") == failing
    assert wrote(student, STUB).state == "not started"


def test_line_ends_leave_a_state_and_a_bom_does_not(student: Student) -> None:
    """Line ends that git converted change no state; any other byte does."""
    wrote(student, EDITED)
    student.graded(None)
    assert wrote(student, EDITED.replace(b"\n", b"\r\n")).state == "passed"
    assert wrote(student, b"\xef\xbb\xbf" + EDITED).state == "edited"
    assert wrote(student, EDITED + b" ").state == "edited"


def test_a_bonus_is_told(student: Student) -> None:
    """A pass with the bonus stays one after a pass without it, and goes with the content."""
    wrote(student, EDITED)
    verdict = Verdict("exercise-01", "train.py", "passed")
    with_bonus = Verdict("exercise-01", "train.py", "passed", bonus=verdict)
    for given in (with_bonus, verdict):
        progress.change(student.root, lambda p, v=given: p.with_verdict(v, EDITED), pytest.fail)
        assert row(student).state == "passed with bonus"
    assert wrote(student, EDITED + b"#").state == "edited"


def gone(file: Path) -> None:
    """Nothing."""


def folder(file: Path) -> None:
    """A folder in the file's place."""
    file.mkdir()


def link(file: Path) -> None:
    """A link that leads to itself."""
    file.symlink_to(file)


def pipe(file: Path) -> None:
    """A named pipe, which nobody writes to."""
    os.mkfifo(file)


MISSING = ("missing", "train.py is missing", "grade reset exercise-01")
UNREADABLE = ("unreadable", "unreadable train.py", "grade exercise-01")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (gone, MISSING),
        (folder, UNREADABLE),
        *([] if os.name == "nt" else [(link, UNREADABLE), (pipe, UNREADABLE)]),
    ],
)
def test_what_is_no_file_is_told(
    student: Student, made: Callable[[Path], None], told: tuple[str, str, str]
) -> None:
    """A removed train.py is missing, what lies in its place can't be read; the rest is shown."""
    student.graded(None)
    student.file().unlink()
    made(student.file())
    state, words, follows = told
    assert row(student).state == state
    shown = student.grade()
    assert shown.code == 0
    assert words in shown.out
    assert shown.out.endswith(f"Next: {follows}\n")


def test_a_file_without_permission_is_unreadable(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be read is there all the same."""
    really = Path.open

    def denied(self: Path, *arguments: Any, **more: Any) -> Any:
        if self == student.file():
            raise PermissionError(13, "Permission denied")
        return really(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", denied)
    assert row(student).state == "unreadable"


def test_of_a_huge_file_what_is_graded_counts(student: Student) -> None:
    """The state of a file that is too large is its verdict's, which saw only its beginning."""
    student.file().write_bytes(b"#" * (MAX_SOURCE + 9))
    verdict = Verdict("exercise-01", "train.py", "failed")
    seen = student.file().read_bytes()[: MAX_SOURCE + 1]
    progress.change(student.root, lambda p: p.with_verdict(verdict, seen), pytest.fail)
    assert row(student).state == "failing"


def test_an_older_stub_is_not_started(student: Student) -> None:
    """What an earlier gradlings handed out is untouched, though the stub is another one now."""
    older = STUB + b"# of an earlier version\n"
    assert wrote(student, older).state == "edited"
    remember(student.root, {"exercises/exercise-01/train.py": digest_of(older)})
    assert row(student).state == "not started"
    assert wrote(student, older.replace(b"\n", b"\r\n")).state == "not started"
    assert wrote(student, EDITED).state == "edited"
    wrote(student, older)
    (student.root / FOLDER / "handed-out.json").write_bytes(b"damaged")
    assert row(student).state == "edited"


def test_a_checkout_counts_as_untouched_until_it_is_graded(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the course is the grader's own copy, there is no other stub to compare with."""
    own = lambda course, name: load(course.folder(name))  # noqa: E731
    monkeypatch.setattr("grader.overview.pristine", own)
    assert wrote(student, EDITED).state == "not started"
    student.graded("backward-missing", 16)
    assert row(student).state == "failing"


def test_the_overview_goes_on_where_the_student_is(student: Student) -> None:
    """Next is what was graded last until it passes, then what follows, then what was left out."""
    assert found(student).next_command == "grade read exercise-01"
    for name in ("exercise-01", "exercise-02", "exercise-03"):
        student.file(name).write_bytes(EDITED)
    student.graded("zero-grad-missing", 3, "exercise-02")
    assert found(student).next_command == "grade exercise-02"
    student.graded(None, name="exercise-02")
    assert found(student).next_command == "grade exercise-03"
    student.graded(None, name="exercise-03")
    assert found(student).next_command == "grade exercise-01"
    assert (found(student).passed, found(student).minutes_left) == (2, 10)
    student.graded(None, name="exercise-01")
    assert found(student).next_command == "grade drill"
    assert found(student).minutes_left == 0


def test_the_exercise_meant_is_the_one_at_hand(student: Student) -> None:
    """The folder that one stands in decides, then the overview; all passed, the last one graded."""
    course = Course(student.root)
    inside = student.file("exercise-03").parent
    assert meant(course, student.progress(), inside) == "exercise-03"
    assert meant(course, student.progress(), student.root) == "exercise-01"
    for name in ("exercise-01", "exercise-03", "exercise-02"):
        student.file(name).write_bytes(EDITED)
        student.graded(None, name=name)
    assert meant(course, student.progress(), student.root) == "exercise-02"


def test_what_is_remembered_of_no_exercise_is_passed_over(student: Student) -> None:
    """An exercise that the course no longer has does not lead anywhere."""
    verdict = Verdict("exercise-99", "train.py", "failed")
    progress.change(student.root, lambda p: p.with_verdict(verdict, b""), pytest.fail)
    assert found(student).next_command == "grade read exercise-01"


def rendered(shown: Overview, width: int, encoding: str = "utf-8") -> str:
    """The overview as a terminal without colour shows it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    console = Console(
        file=stream, width=width, color_system=None, highlight=False, emoji=False, markup=False
    )
    show.overview(console, shown)
    stream.flush()
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize(
    ("part", "width", "encoding"),
    [
        pytest.param("begun", 80, "utf-8", id="80"),
        pytest.param("begun", 80, "ascii", id="ascii"),
        pytest.param("begun", 40, "utf-8", id="40"),
        pytest.param("begun", 100, "utf-8", id="100"),
        pytest.param("all-passed", 80, "utf-8", id="all-passed"),
        pytest.param("untouched", 80, "utf-8", id="untouched"),
    ],
)
def test_the_overview_looks_as_it_did(
    request: pytest.FixtureRequest, part: str, width: int, encoding: str
) -> None:
    """Every state in one picture, line by line as in the snapshot, and as wide as the terminal."""
    snapshot = SNAPSHOTS / f"overview-{request.node.callspec.id}.txt"
    shown = rendered(PARTS[part], width, encoding)
    if request.config.getoption("--update-goldens"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_bytes(shown.encode())
    assert shown == snapshot.read_text(encoding="utf-8")
    lines = shown.splitlines()
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


@pytest.mark.parametrize("width", [1, 5, 20, 81, 1000])
def test_no_width_breaks_the_overview(width: int) -> None:
    """However narrow or wide, all is there and nothing is wider than the terminal."""
    shown = rendered(PARTS["begun"], width)
    assert max(map(len, shown.splitlines())) <= width
    assert "exercise-16" in "".join(shown.split())


def test_json_tells_the_same(student: Student) -> None:
    """The JSON form has every row, and what comes next."""
    fields = json.loads(as_json.overview(PARTS["begun"]))
    assert [each["state"] for each in fields["exercises"]] == [each.state for each in ROWS]
    assert fields["exercises"][4]["quiz"] == [1, 3]
    assert fields["exercises"][3]["line"] == 17
    assert (fields["passed"], fields["minutes_left"]) == (3, 106)
    assert (fields["next"], fields["format_version"]) == ("grade exercise-04", 1)
    assert student.grade_json()["next"] == "grade read exercise-01"


@pytest.mark.parametrize("form", [[], ["--format", "json"]], ids=["text", "json"])
def test_damaged_progress_is_a_note(student: Student, form: list[str]) -> None:
    """Whatever lies in the progress file: the overview as without it, one note, exit code 0."""
    without = student.grade(*form)
    (progress.folder_of(student.root) / "progress.json").write_bytes(b"\0damaged")
    shown = student.grade(*form)
    assert (shown.code, shown.out) == (0, without.out)
    assert shown.err.startswith(f'Note: "{Path(FOLDER, "progress.json")}" is no progress')
    assert len(shown.err.splitlines()) == 1
    assert student.grade(*form).err == ""


def test_a_pipe_without_unicode_is_served(student: Student) -> None:
    """Through a pipe, in ascii, without colour: plain text of at most 80 columns."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run(
        [sys.executable, "-m", "grader"],
        cwd=student.root,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    lines = shown.stdout.decode("ascii").splitlines()
    assert shown.stderr == b""
    assert lines[-1] == "Next: grade read exercise-01"
    assert lines[-2] == "-" * 32 + "  0 of 3 passed, about 35 minutes left"
    assert max(map(len, lines)) <= 80
    assert "?" not in "".join(lines)
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("passes", [True, False])
def test_a_verdict_stands_whatever_becomes_of_its_memory(
    student: Student,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    solution: str,
    passes: bool,
) -> None:
    """Where nothing can be kept, the report and the exit code are the same, and a note tells."""
    monkeypatch.setattr("grader.engine.Engine", lambda needs=(), shared=False: nullcontext(engine))
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    student.file().write_text(solution if passes else "", encoding="utf-8")
    with FileLock(progress.folder_of(student.root) / "lock"):
        shown = student.grade("exercise-01", "--format", "json")
    assert shown.code == (0 if passes else 1)
    assert json.loads(shown.out)["status"] == ("passed" if passes else "failed")
    assert "Note: This verdict isn't kept for the overview: another process holds" in shown.err
    assert row(student).state == "edited"
    assert student.grade("exercise-01").err == ""
    assert row(student).state == ("passed" if passes else "failing")
