"""The student's own files: handed out, put back, compared.

The grader's own copy is a small course in a folder of the test's own.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import COURSE, ROOT

from grader import progress, workspace
from grader.cli import main
from grader.course import Course
from grader.progress import Graded, Standing, digest_of

Run = Callable[..., SimpleNamespace]
NAMES = ("exercise-01", "exercise-04")
TRAIN = "exercises/exercise-01/train.py"
APPLY = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn"]
GIVEN = "exercises/exercise-01/given.py"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The grader's own copy of a course of two exercises."""
    course = Course(tmp_path / "own")
    for name in NAMES:
        shutil.copytree(COURSE.folder(name), course.folder(name))
        course.solution(name).parent.mkdir(parents=True)
        shutil.copy(COURSE.solution(name), course.solution(name))
    (course.folder("exercise-01") / "data").mkdir()
    (course.folder("exercise-01") / "data" / "points.bin").write_bytes(b"\0\r\n\xff")
    monkeypatch.setattr("grader.course.packaged_course", lambda: course)
    return course


@pytest.fixture
def run(
    own: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Run `grade` in a folder; `raw` is its standard output as bytes."""

    def call(*arguments: str | Path, cwd: Path = tmp_path) -> SimpleNamespace:
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.chdir(cwd)
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        raw, told = capfdbinary.readouterr()
        texts = {"stdout": raw.decode("utf-8", "replace"), "stderr": told.decode()}
        return SimpleNamespace(returncode=end.value.code, raw=raw, **texts)

    return call


@pytest.fixture
def mine(run: Run, tmp_path: Path) -> Path:
    """A course folder as `grade init` makes it."""
    assert run("init", "mine").returncode == 0
    return tmp_path / "mine"


def passed(course: Path, content: bytes, status: str = "passed", code: str | None = None) -> None:
    """Let the course folder remember a verdict on a content of exercise-01."""
    graded = Graded(digest_of(content), status, code, None, False, "2026-11-21T21:51:00+00:00")

    def update(known: progress.Progress) -> progress.Progress:
        standing = known.of("exercise-01")
        more = replace(standing, graded=(*standing.graded, graded))
        return known.with_standing("exercise-01", more)

    progress.change(course, update, print)


def kept(course: Path) -> list[Path]:
    """The copies kept of exercise-01's files."""
    return sorted((course / ".gradlings" / "kept" / "exercise-01").glob("*"))


# grade init


def test_init_copies_what_a_student_needs(run: Run, own: Course, tmp_path: Path) -> None:
    """Every file of every exercise is there, byte for byte; no solutions, nothing of Python's."""
    cache = own.folder("exercise-01") / "__pycache__"
    cache.mkdir()
    (cache / "given.cpython-311.pyc").write_bytes(b"x")
    (own.folder("exercise-01") / ".hidden").write_bytes(b"x")
    result = run("init", "mine")
    assert result.returncode == 0, result.stderr
    found = {p.relative_to(tmp_path / "mine") for p in (tmp_path / "mine").rglob("*.*")}
    names = {"README.md", "exercise.toml", "given.py", "train.py", "data/points.bin"}
    assert {Path("exercises/exercise-01") / name for name in names} <= found
    for name in found:
        assert name.parts[0] in ("exercises", ".gradlings") and "__pycache__" not in name.parts
        assert name.name != ".hidden"
        if name.suffix and name.parts[0] == "exercises":
            assert (tmp_path / "mine" / name).read_bytes() == (own.root / name).read_bytes()


def test_init_ends_with_commands_that_can_be_pasted(run: Run, tmp_path: Path) -> None:
    """The next commands lead into the new folder, quoted where its name has a blank."""
    told = run("init", "my course").stdout
    assert told.splitlines()[-3:] == ["Next:", "  cd 'my course'", "  grade"] or os.name == "nt"
    assert run(cwd=tmp_path / "my course").returncode == 0
    assert "cd " not in run("init", ".", cwd=tmp_path / "my course").stdout


def test_init_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    """A folder that holds other files keeps them all, and one in the way is named."""
    train = tmp_path / "mine" / TRAIN
    train.parent.mkdir(parents=True)
    train.write_text("# mine", encoding="utf-8")
    (tmp_path / "mine" / "notes.txt").write_text("notes", encoding="utf-8")
    result = run("init", "mine")
    assert result.returncode == 0
    assert [line for line in result.stdout.splitlines() if TRAIN in line]
    assert train.read_text(encoding="utf-8") == "# mine"
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "notes"
    assert (tmp_path / "mine" / GIVEN).is_file()


def test_init_leaves_a_folder_in_the_way(run: Run, tmp_path: Path) -> None:
    """A folder where a file should be is named and left, and the rest is handed out."""
    (tmp_path / "mine" / TRAIN / "inside").mkdir(parents=True)
    result = run("init", "mine")
    assert result.returncode == 0
    assert f"left alone, it is not as it was handed out: {TRAIN}" in result.stdout
    assert (tmp_path / "mine" / TRAIN / "inside").is_dir()
    assert (tmp_path / "mine" / GIVEN).is_file()


def test_init_again_tells_that_nothing_is_to_do(run: Run, mine: Path) -> None:
    """A second time changes no file and says so in one line."""
    result = run("init", "mine")
    assert result.returncode == 0
    assert "there already" in result.stdout
    assert "left alone" not in result.stdout and "copied" not in result.stdout


def newer(own: Course, *names: str) -> None:
    """Let the grader's own copy have newer files."""
    for name in names:
        path = own.root / name
        path.write_bytes(path.read_bytes() + b"# newer\n")


def test_update_renews_what_is_untouched_and_names_what_is_not(
    run: Run, own: Course, mine: Path
) -> None:
    """Newer files and exercises come; an edited one stays and is named, whichever it is."""
    untouched, readme = "exercises/exercise-04/train.py", "exercises/exercise-04/README.md"
    newer(own, TRAIN, GIVEN, untouched, readme)
    shutil.copytree(own.folder("exercise-04"), own.folder("exercise-05"))
    for name in (TRAIN, readme):
        (mine / name).write_text("mine", encoding="utf-8")
    result = run("init", "--update", cwd=mine / "exercises")
    assert result.returncode == 0, result.stderr
    assert (mine / TRAIN).read_text(encoding="utf-8") == "mine"
    assert (mine / readme).read_text(encoding="utf-8") == "mine"
    for name in (GIVEN, untouched, "exercises/exercise-05/train.py"):
        assert (mine / name).read_bytes() == (own.root / name).read_bytes()
    left = [line.split()[-1] for line in result.stdout.splitlines() if "left alone" in line]
    assert sorted(left) == sorted([TRAIN, readme])


def test_without_update_what_is_older_is_left_and_the_command_named(
    run: Run, own: Course, mine: Path
) -> None:
    """`grade init` alone renews nothing, and says how to."""
    before = (mine / GIVEN).read_bytes()
    newer(own, GIVEN)
    told = run("init", "mine").stdout
    assert "grade init mine --update" in told and "left alone" not in told
    assert (mine / GIVEN).read_bytes() == before


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param(None, id="none"),
        pytest.param(b"{", id="damaged"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"format_version": 99, "files": {}}', id="newer"),
        pytest.param(b'{"format_version": 1, "files": {"x": 3}}', id="wrong"),
    ],
)
def test_without_a_manifest_what_differs_counts_as_edited(
    run: Run, own: Course, mine: Path, manifest: bytes | None
) -> None:
    """In a clone, or where the manifest is damaged, no file that differs is ever replaced."""
    file = mine / ".gradlings" / "handed-out.json"
    file.unlink() if manifest is None else file.write_bytes(manifest)
    before = (mine / TRAIN).read_bytes()
    newer(own, TRAIN)
    result = run("init", "mine", "--update")
    assert result.returncode == 0, result.stderr
    assert (mine / TRAIN).read_bytes() == before
    assert f"left alone, it is not as it was handed out: {TRAIN}" in result.stdout
    assert "Traceback" not in result.stderr
    assert json.loads(file.read_bytes())["format_version"] == 1


def test_other_line_ends_are_no_edit(run: Run, own: Course, mine: Path) -> None:
    """A file whose line ends git has changed is as it was handed out, and can be renewed."""
    text = (mine / TRAIN).read_bytes()
    (mine / TRAIN).write_bytes(text.replace(b"\n", b"\r\n"))
    (mine / ".gradlings" / "handed-out.json").unlink()
    assert "left alone" not in run("init", "mine").stdout
    newer(own, TRAIN)
    run("init", "mine", "--update")
    assert (mine / TRAIN).read_bytes() == (own.root / TRAIN).read_bytes()


@pytest.mark.parametrize("at", [1, 2, 7, 10, 11])
def test_init_killed_at_any_moment_can_be_run_again(
    run: Run, own: Course, tmp_path: Path, at: int
) -> None:
    """Each file is whole or not there after a kill; a second run completes the course."""
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from grader.course import Course\nfrom grader.handout import hand_out\n"
        "left = [int(sys.argv[3])]\n"
        "def fsync(number):\n"
        "    left[0] -= 1\n"
        "    left[0] or os._exit(9)\n"
        "os.fsync = fsync\n"
        "hand_out(Course(Path(sys.argv[1])), Path(sys.argv[2]), False, print)"
    )
    mine = tmp_path / "mine"
    arguments = [sys.executable, "-c", code, own.root, mine, str(at)]
    assert subprocess.run(arguments, cwd=ROOT).returncode == (9 if at <= 10 else 0)
    for path in own.folder("exercise-01").rglob("*.*"):
        there = mine / path.relative_to(own.root)
        assert not there.exists() or there.read_bytes() == path.read_bytes()
    assert "left alone" not in run("init", "mine").stdout
    assert not list(mine.rglob("*.gradlings-new"))
    newer(own, TRAIN)
    assert "left alone" not in run("init", "mine", "--update").stdout


def test_init_refuses_no_folder_in_words(run: Run, own: Course, mine: Path) -> None:
    """A file, another course around, the grader's own copy, or no name: told, exit code 2."""
    file = mine.parent / "file"
    file.write_text("", encoding="utf-8")
    for arguments, words in (
        (["file"], "is a file"),
        (["file/deeper"], "can't be written"),
        (["mine/exercises/mine"], "--update"),
        (["own/mine"], "inside of a course"),
        ([str(own.root)], "grader's own copy"),
        ([], "Which folder?"),
        ([""], "Which folder?"),
    ):
        result = run("init", *arguments)
        assert (result.returncode, result.stdout) == (2, ""), arguments
        assert words in result.stderr and "Traceback" not in result.stderr
    assert file.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [(errno.EACCES, 2, "permissions"), (errno.ENOSPC, 4, "Make room")],
)
def test_init_tells_why_it_cannot_write(
    run: Run, monkeypatch: pytest.MonkeyPatch, number: int, code: int, words: str
) -> None:
    """No permission and a full disk are told with what to do."""

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    result = run("init", "mine")
    assert result.returncode == code
    assert words in result.stderr and os.strerror(number) in result.stderr


# grade reset


def test_reset_puts_the_stub_back_and_keeps_mine(run: Run, own: Course, mine: Path) -> None:
    """train.py is as it was handed out; what it held comes back with the command that is told."""
    (mine / TRAIN).write_bytes(b"# mine\n")
    result = run("reset", "1", cwd=mine / "exercises")
    assert result.returncode == 0, result.stderr
    assert (mine / TRAIN).read_bytes() == (own.root / TRAIN).read_bytes()
    assert [p.read_bytes() for p in kept(mine)] == [b"# mine\n"]
    command = next(line for line in result.stdout.splitlines() if "--restore" in line)
    assert run(*command.split()[1:], cwd=mine).returncode == 0
    assert (mine / TRAIN).read_bytes() == b"# mine\n"


def test_reset_of_an_untouched_file_says_so(run: Run, mine: Path) -> None:
    """There is nothing to reset, no copy is made, and that is no failure."""
    result = run("reset", "exercise-01", cwd=mine)
    assert (result.returncode, kept(mine)) == (0, [])
    assert "nothing to reset" in result.stdout


def test_reset_brings_a_deleted_file_back(run: Run, own: Course, mine: Path) -> None:
    """A train.py that is gone is there again."""
    (mine / TRAIN).unlink()
    assert run("reset", "1", cwd=mine).returncode == 0
    assert (mine / TRAIN).read_bytes() == (own.root / TRAIN).read_bytes()


def test_a_file_is_meant_from_inside_of_its_folder(run: Run, own: Course, mine: Path) -> None:
    """Beside train.py, its bare name says which exercise is meant."""
    (mine / TRAIN).write_bytes(b"# mine\n")
    assert run("reset", "train.py", cwd=(mine / TRAIN).parent).returncode == 0
    assert (mine / TRAIN).read_bytes() == (own.root / TRAIN).read_bytes()


@pytest.mark.parametrize("arguments", [["1", "--given"], [GIVEN]], ids=["option", "path"])
def test_the_given_part_is_reset_alone(
    run: Run, own: Course, mine: Path, arguments: list[str]
) -> None:
    """`--given`, or its path, puts given.py back and leaves train.py."""
    for name in (TRAIN, GIVEN):
        (mine / name).write_bytes(b"# mine\n")
    assert run("reset", *arguments, cwd=mine).returncode == 0
    assert (mine / GIVEN).read_bytes() == (own.root / GIVEN).read_bytes()
    assert (mine / TRAIN).read_bytes() == b"# mine\n"
    assert [p.name[15:] for p in kept(mine)] == ["-given.py"]


def test_copies_of_one_second_never_overwrite_each_other(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dozen resets in one second keep a dozen copies, listed with the newest first."""
    now = datetime(2026, 11, 21, 21, 51, tzinfo=UTC)
    monkeypatch.setattr(workspace, "datetime", Clock(now))
    texts = [b"%d\n" % number for number in range(12)]
    for text in texts:
        (mine / TRAIN).write_bytes(text)
        run("reset", "1", cwd=mine)
    place = workspace.Place(Course(mine), "exercise-01", None)
    found = workspace.copies(place, Standing())
    assert [c.content for c in found] == texts[::-1]
    assert found[-1].path.name == "20261121-215100-train.py"


class Clock:
    """A datetime whose now never passes."""

    strptime = datetime.strptime

    def __init__(self, now: datetime) -> None:
        self.stopped = now

    def now(self, zone: object) -> datetime:
        """Always the same moment."""
        return self.stopped


def test_the_list_tells_what_each_copy_was_worth(run: Run, mine: Path) -> None:
    """Copies are numbered, newest first, with their size and the verdict on that very content."""
    folder = mine / ".gradlings" / "kept" / "exercise-01"
    folder.mkdir(parents=True)
    for stamp, text in (("20260102-030405", b"a\nb\n"), ("20260103-030405", b"c\n")):
        (folder / f"{stamp}-train.py").write_bytes(text)
        (folder / "20269999-999999-train.py").write_bytes(b"no date")
        (folder / "notes.txt").write_bytes(b"no copy")
    passed(mine, b"a\nb\n")
    passed(mine, b"c\n", "failed", "zero-grad-missing")
    result = run("reset", "1", "--list", cwd=mine)
    rows = [line.split() for line in result.stdout.splitlines()[1:-1]]
    assert [(row[0], row[4], row[-1]) for row in rows] == [
        ("1", "1", "zero-grad-missing"),
        ("2", "2", "passed"),
    ]
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_restore_keeps_what_is_there_first(run: Run, mine: Path) -> None:
    """Bringing one back loses nothing: the present content becomes a copy."""
    (mine / TRAIN).write_bytes(b"one\n")
    run("reset", "1", cwd=mine)
    (mine / TRAIN).write_bytes(b"two\n")
    result = run("reset", "1", "--restore", "1", cwd=mine)
    assert result.returncode == 0, result.stderr
    assert (mine / TRAIN).read_bytes() == b"one\n"
    assert sorted(p.read_bytes() for p in kept(mine)) == [b"one\n", b"two\n"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["reset"], "Which exercise?", id="none"),
        pytest.param(["reset", "all"], "one exercise at a time", id="all"),
        pytest.param(["reset", "9"], "There is no exercise", id="unknown"),
        pytest.param(["reset", "exercises/exercise-01/README.md"], "neither", id="readme"),
        pytest.param(["reset", "1", "--restore", "1"], "No copies", id="no-copies"),
        pytest.param(["reset", "1", "--list", "--given"], "don't go together", id="both"),
        pytest.param(["diff", "1", "--anyway"], "goes with --solution", id="anyway"),
        pytest.param(["diff", ""], "Which exercise?", id="empty"),
    ],
)
def test_wrong_usage_is_told_in_words(
    run: Run, mine: Path, arguments: list[str], words: str
) -> None:
    """Wrong usage exits with 2 and a sentence, and changes nothing."""
    result = run(*arguments, cwd=mine)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr and "Traceback" not in result.stderr
    assert kept(mine) == []


@pytest.mark.parametrize("which", ["0", "2", "1" * 5000, "../../progress.json", "", "²"])
def test_a_copy_that_is_not_there_is_told(run: Run, mine: Path, which: str) -> None:
    """A wrong number, or a name that is none of the copies, changes nothing."""
    (mine / TRAIN).write_bytes(b"one\n")
    run("reset", "1", cwd=mine)
    result = run("reset", "1", f"--restore={which}", cwd=mine)
    assert result.returncode == 2
    assert "There is no copy" in result.stderr and "--list" in result.stderr


def test_the_newest_copy_needs_no_number(run: Run, mine: Path) -> None:
    """`--restore` alone brings back what the last reset replaced."""
    (mine / TRAIN).write_bytes(b"one\n")
    run("reset", "1", cwd=mine)
    assert run("reset", "1", "--restore", cwd=mine).returncode == 0
    assert (mine / TRAIN).read_bytes() == b"one\n"


def test_a_checkout_is_told_of_git_and_can_still_restore(run: Run, own: Course) -> None:
    """In the grader's own copy there is no stub; copies are listed and brought back there, too."""
    (own.root / TRAIN).write_bytes(b"mine\n")
    for command in ("reset", "diff"):
        result = run(command, "1", cwd=own.root)
        assert result.returncode == 2
        assert f"-- {Path(TRAIN)}" in result.stderr and "git " in result.stderr
    folder = own.root / ".gradlings" / "kept" / "exercise-01"
    folder.mkdir(parents=True)
    (folder / "20260102-030405-train.py").write_bytes(b"older\n")
    assert "train.py" in run("reset", "1", "--list", cwd=own.root).stdout
    assert run("reset", "1", "--restore", "1", cwd=own.root).returncode == 0
    assert (own.root / TRAIN).read_bytes() == b"older\n"
    assert b"mine\n" in [p.read_bytes() for p in kept(own.root)]


def test_nothing_is_replaced_where_nothing_can_be_kept(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without room for the copy, the file stays, and no half of a copy does."""
    (mine / TRAIN).write_bytes(b"mine\n")

    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = run("reset", "1", cwd=mine)
    assert (result.returncode, kept(mine)) == (4, [])
    assert (mine / TRAIN).read_bytes() == b"mine\n"


def test_a_reset_file_is_handed_out_anew(run: Run, own: Course, mine: Path) -> None:
    """A stub that reset brought is untouched: the next update may renew it."""
    newer(own, TRAIN)
    (mine / TRAIN).write_bytes(b"mine\n")
    run("reset", "1", cwd=mine)
    newer(own, TRAIN)
    run("init", "mine", "--update")
    assert (mine / TRAIN).read_bytes() == (own.root / TRAIN).read_bytes()


# grade diff and grade solution


def test_an_untouched_file_has_an_empty_patch(run: Run, mine: Path) -> None:
    """No difference is said beside the patch, which is empty, and is no failure."""
    result = run("diff", "1", cwd=mine)
    assert (result.returncode, result.raw) == (0, b"")
    assert "as it was handed out" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"# mine\n", id="another"),
        pytest.param(b"# no newline at the end", id="no-newline"),
        pytest.param(b"# K\xe4se \x0c\x1b[31m\r\n\xe2\x80\xa8x\n\n", id="odd-bytes"),
        pytest.param(b"", id="empty"),
    ],
)
def test_the_patch_makes_mine_of_the_stub(
    run: Run, own: Course, mine: Path, content: bytes
) -> None:
    """Through a pipe, the difference is a patch that git applies, whatever the bytes."""
    (mine / TRAIN).write_bytes(content)
    patch = run("diff", "1", cwd=mine / "exercises").raw
    work = mine.parent / "work"
    shutil.copytree(own.root / "exercises", work / "exercises")
    subprocess.run([*APPLY, "-"], cwd=work, input=patch, check=True)
    assert (work / TRAIN).read_bytes() == content


def test_the_patch_to_the_solution_makes_the_solution(run: Run, own: Course, mine: Path) -> None:
    """`--solution` leads from mine to the reference, and says which side is which."""
    patch = run("diff", "1", "--solution", "--anyway", cwd=mine).raw
    subprocess.run([*APPLY, "-"], cwd=mine, input=patch, check=True)
    assert (mine / TRAIN).read_bytes() == own.solution("exercise-01").read_bytes()
    assert patch.splitlines()[0].endswith(b"\tyours")
    assert patch.splitlines()[1].endswith(b"\tthe reference solution")


@pytest.mark.parametrize("command", [["solution", "1"], ["diff", "1", "--solution"]])
def test_the_solution_is_for_who_has_passed(run: Run, mine: Path, command: list[str]) -> None:
    """Before: what to try first, and how to see it anyway. Once any content passed: shown."""
    passed(mine, b"failing", "failed", "backward-missing")
    before = run(*command, cwd=mine)
    assert (before.returncode, before.stdout) == (2, "")
    assert "grade hint exercise-01" in before.stderr and "--anyway" in before.stderr
    assert run(*command, "--anyway", cwd=mine).returncode == 0
    passed(mine, b"what it held some time ago")
    after = run(*command, cwd=mine)
    assert after.returncode == 0
    assert "loss.backward()" in after.stdout


def test_a_piped_solution_is_the_file(run: Run, own: Course, mine: Path) -> None:
    """Through a pipe there is the solution, byte for byte, and nothing else."""
    result = run("solution", "1", "--anyway", cwd=mine)
    assert result.raw == own.solution("exercise-01").read_bytes()
    assert result.stderr == ""


def test_a_missing_file_is_told_with_the_way_back(run: Run, mine: Path) -> None:
    """`grade diff` of a train.py that is gone names the command that brings it back."""
    (mine / TRAIN).unlink()
    result = run("diff", "1", cwd=mine)
    assert result.returncode == 2
    assert "grade reset exercise-01" in result.stderr


def test_a_terminal_shows_colours_and_no_escapes_of_the_file() -> None:
    """In a terminal a patch is coloured, and nothing in the student's file moves its cursor."""
    from io import StringIO

    from rich.console import Console

    from grader.render import files

    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=80)
    files.patch(console, b"--- a/x\tm\n+++ b/x\ty\n@@ -1 +1 @@\n--- old\n+new \x1b[2J\n")
    lines = out.getvalue().splitlines()
    assert lines[3] == "\x1b[31m--- old\x1b[0m" and lines[4].startswith("\x1b[32m+new")
    assert "\x1b[2J" not in out.getvalue()


def test_the_given_remark_names_its_command(mine: Path) -> None:
    """The remark on a changed given.py tells the command that restores it."""
    from grader.pipeline import changed_given, find_task

    (mine / GIVEN).write_bytes(b"# mine\n")
    (remark,) = changed_given(find_task("exercise-01", start=mine))
    assert remark.hint is not None and "grade reset exercise-01 --given" in remark.hint


def test_the_solution_is_graded_where_there_is_none(own: Course, mine: Path) -> None:
    """`grade exercise-01 --solution` finds the grader's own in a folder without solutions."""
    from grader.pipeline import find_task

    assert find_task("1", solution=True, start=mine).file == own.solution("exercise-01")


@pytest.mark.parametrize("command", [["diff", "1"], ["solution", "1", "--anyway"], ["reset", "1"]])
def test_no_torch_is_imported(mine: Path, command: list[str]) -> None:
    """None of these commands waits for torch or numpy."""
    code = (
        "import sys\nfrom grader.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit:\n    pass\n"
        "raise SystemExit(9 if {'torch', 'numpy'} & set(sys.modules) else 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=mine, env=environment, capture_output=True
    )
    assert result.returncode == 0
