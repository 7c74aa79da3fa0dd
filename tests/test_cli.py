"""The command, as a person or a script meets it.

What a process of its own would not change runs in this one, with the session's engine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import COURSE, ROOT

from grader.cli import main
from grader.cli.waiting import Waiting
from grader.engine import Engine
from grader.pipeline import begin, find_task

GRADE = [sys.executable, "-m", "grader"]


Result = SimpleNamespace | subprocess.CompletedProcess[str]
Run = Callable[..., Result]


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `grade` in a folder."""

    def call(*arguments: str | Path, cwd: Path = ROOT) -> Result:
        shared = nullcontext(engine)
        monkeypatch.setattr("grader.engine.Engine", lambda *args, **kwargs: shared)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.chdir(cwd)
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=end.value.code, stdout=printed.out, stderr=printed.err)

    return call


def spawn(*arguments: str | Path, cwd: Path = ROOT, **more: str) -> Result:
    """Run `grade` as a process of its own, with more environment."""
    return subprocess.run(
        [*GRADE, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


def one_object(result: Result) -> dict[str, object]:
    """The one JSON object on standard output; anything else fails the test."""
    fields = json.loads(result.stdout)
    assert isinstance(fields, dict)
    return fields


def test_the_solution_passes_with_exit_code_0() -> None:
    """`grade exercise-01 --solution --format json` passes and says the metrics."""
    result = spawn("exercise-01", "--solution", "--format", "json")
    verdict = one_object(result)
    assert (result.returncode, verdict["status"], verdict["diagnosis"]) == (0, "passed", None)
    assert verdict["metrics"]["accuracy"] == 1.0  # type: ignore[index]
    assert verdict["format_version"] == 1


def test_the_stub_fails_at_its_line_with_exit_code_1(run: Run) -> None:
    """The untouched stub is graded as the broken loop that it is."""
    result = run("1", "--file", COURSE.folder("exercise-01") / "train.py", "--format", "json")
    verdict = one_object(result)
    diagnosis = verdict["diagnosis"]
    assert result.returncode == 1
    assert diagnosis["code"] == "backward-missing"  # type: ignore[index]
    stub = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8").splitlines()
    assert "criterion(" in stub[diagnosis["line"] - 1]  # type: ignore[index]


def test_the_report_is_readable_at_80_columns_without_colour(run: Run) -> None:
    """The text report has no escape codes, fits 80 columns, and ends in the next command."""
    result = run("exercise-01", "--file", COURSE.folder("exercise-01") / "train.py")
    assert result.returncode == 1
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    for word in ("FAIL", "expected", "found", "backward-missing", "(missing)", "must be below"):
        assert word in result.stdout
    assert "grade exercise-01" in result.stdout.strip().splitlines()[-1]


@pytest.mark.slow
def test_the_report_is_readable_in_ascii() -> None:
    """Where the terminal has no Unicode, the report still comes."""
    stub = COURSE.folder("exercise-01") / "train.py"
    result = spawn("exercise-01", "--file", stub, PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "backward-missing" in result.stdout


def test_json_is_one_object_whatever_the_attempt_prints(
    run: Run, tmp_path: Path, solution: str
) -> None:
    """What an attempt prints ends up in `output`, never beside the verdict."""
    noisy = tmp_path / "noisy.py"
    noisy.write_text('print(\'{"status": "failed"}\')\n' + solution, encoding="utf-8")
    result = run("exercise-01", "--file", noisy, "--format", "json")
    verdict = one_object(result)
    assert verdict["status"] == "passed"
    assert str(verdict["output"]).startswith('{"status": "failed"}')


def test_all_solutions_pass_in_one_object(run: Run) -> None:
    """`grade all --solution` reports every exercise in one object."""
    result = run("all", "--solution", "--format", "json")
    verdicts = one_object(result)["verdicts"]
    assert result.returncode == 0
    assert [v["exercise"] for v in verdicts] == COURSE.names()  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", [".", "exercises", "exercises/exercise-01", "solutions"])
def test_the_course_is_found_from_any_folder_inside(run: Run, where: str) -> None:
    """The overview works wherever one stands in the course."""
    result = run(cwd=ROOT / where)
    assert result.returncode == 0
    assert "exercise-01" in result.stdout
    assert "Next: grade" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["exercise-99"], 2, "There is no exercise", id="no-such-exercise"),
        pytest.param(["docter"], 2, "grade doctor", id="near-command"),
        pytest.param(["hints", "1"], 2, "grade hint", id="near-command-of-two-words"),
        pytest.param(["run", "1"], 2, "grade 1", id="no-command-with-a-number"),
        pytest.param(["exercise-01", "hint"], 2, "grade hint exercise-01", id="turned-round"),
        pytest.param(["zero-grad-mising"], 2, "explain zero-grad-missing", id="a-code"),
        pytest.param(["help"], 2, "grade --help", id="help"),
        pytest.param(["exercse-01"], 2, "Did you mean 'exercise-01'", id="near-miss"),
        pytest.param(["exercise-01", "--file", "nowhere.py"], 2, "There is no file", id="no-file"),
        pytest.param(["exercise-01", "--file", "."], 2, "is a folder", id="a-folder"),
        pytest.param(["exercise-01", "--fil", "x"], 2, "No such option", id="no-such-option"),
        pytest.param(["--file", "x.py"], 2, "Which exercise", id="file-without-exercise"),
        pytest.param(["all", "--file", "x.py"], 2, "Name one", id="file-for-all"),
        pytest.param(["1", "--solution", "--file", "x"], 2, "two different", id="both"),
    ],
)
def test_wrong_usage_is_told_in_words(
    run: Run, arguments: list[str], code: int, words: str
) -> None:
    """Wrong usage exits with 2 and a sentence, in both formats, without a traceback."""
    told = run(*arguments)
    assert told.returncode == code
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    counted = run(*arguments, "--format", "json")
    assert counted.returncode == code
    error = one_object(counted)["error"]
    assert words in error["message"] + error["hint"]  # type: ignore[index]


def test_no_course_is_told_in_words(run: Run, tmp_path: Path) -> None:
    """Outside of a course, `grade` says where to go."""
    result = run("exercise-01", cwd=tmp_path)
    assert result.returncode == 2
    assert "There is no course" in result.stderr


def test_another_file_is_graded_from_anywhere(run: Run, tmp_path: Path, solution: str) -> None:
    """`--file` needs no course around: the grader has its own."""
    (tmp_path / "mine.py").write_text(solution, encoding="utf-8")
    result = run("exercise-01", "--file", "mine.py", "--format", "json", cwd=tmp_path)
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "train-missing", id="empty"),
        pytest.param(b"\x7fELF\0\0\1\2" * 9, "syntax-error", id="binary"),
        pytest.param(b"# " + b"x" * (50 << 20), "too-large", id="50-MB"),
        pytest.param("# Käse\ndef train(): pass".encode("latin-1"), "syntax-error", id="latin-1"),
        pytest.param("def train(): pass".encode("utf-16"), "syntax-error", id="utf-16"),
        pytest.param(b"# coding: rot13\n", "syntax-error", id="no-text-encoding"),
    ],
)
def test_unfit_content_is_a_verdict(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    """A file that can't be a loop fails with a diagnosis and exit code 1."""
    path = tmp_path / "train.py"
    path.write_bytes(content)
    result = run("exercise-01", "--file", path, "--format", "json")
    assert result.returncode == 1
    assert one_object(result)["diagnosis"]["code"] == code  # type: ignore[index]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_a_circle_of_links_is_told_in_words(run: Run, tmp_path: Path) -> None:
    """A symbolic link that leads to itself is a wrong argument, not a crash."""
    loop = tmp_path / "train.py"
    loop.symlink_to(loop)
    result = run("exercise-01", "--file", loop)
    assert result.returncode == 2
    assert "circle" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: s.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda s: "\ufeff" + s, id="BOM"),
        pytest.param(lambda s: s.replace("    ", "\t"), id="tabs"),
        pytest.param(lambda s: "# -*- coding: latin-1 -*-\n" + s, id="coding-line"),
    ],
)
def test_unusual_text_is_python_all_the_same(
    run: Run, tmp_path: Path, solution: str, change: object
) -> None:
    """Line ends, a BOM, tabs and a coding line change nothing."""
    path = tmp_path / "train.py"
    path.write_bytes(change(solution).encode())  # type: ignore[operator]
    assert run("exercise-01", "--file", path).returncode == 0


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], [], ["exercise-99"]])
def test_what_needs_no_torch_imports_none(run: Run, arguments: list[str]) -> None:
    """Help, version, overview and usage errors import neither torch nor numpy."""
    code = (
        "import sys\nfrom grader.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "loaded = {'torch', 'numpy'} & set(sys.modules)\n"
        "sys.stdout.flush()\nraise SystemExit(9 if loaded else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert result.returncode == 0


def test_a_changed_given_part_is_remarked(run: Run, tmp_path: Path, solution: str) -> None:
    """A changed given.py changes nothing but a remark."""
    folder = tmp_path / "exercises" / "exercise-01"
    folder.mkdir(parents=True)
    for name in ("given.py", "exercise.toml"):
        (folder / name).write_bytes((COURSE.folder("exercise-01") / name).read_bytes())
    given = (folder / "given.py").read_text(encoding="utf-8").replace("EPOCHS = 10", "EPOCHS = 99")
    (folder / "given.py").write_text(given, encoding="utf-8")
    (folder / "train.py").write_text(solution, encoding="utf-8")
    result = run("exercise-01", "--format", "json", cwd=tmp_path)
    verdict = one_object(result)
    assert result.returncode == 0
    assert [r["code"] for r in verdict["remarks"]] == ["given-changed"]  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_file_that_was_not_saved_is_asked_about(run: Run, tmp_path: Path, solution: str) -> None:
    """Who grades the same content once more is asked whether it was saved; not where it passed."""
    shutil.copytree(COURSE.folder("exercise-01"), tmp_path / "exercises" / "exercise-01")
    file = tmp_path / "exercises" / "exercise-01" / "train.py"
    asked = "Did you save it?"
    assert asked not in run("1", cwd=tmp_path).stdout
    assert asked in run("1", cwd=tmp_path).stdout
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert asked not in run("1", cwd=tmp_path).stdout
    file.write_text(solution, encoding="utf-8")
    for _ in range(2):
        assert asked not in run("1", cwd=tmp_path).stdout


def test_only_who_passed_is_led_on(run: Run, tmp_path: Path, solution: str) -> None:
    """After one's own pass the next exercise is named; the reference solution's leads nowhere."""
    shutil.copytree(COURSE.folder("exercise-01"), tmp_path / "exercises" / "exercise-01")
    (tmp_path / "exercises" / "exercise-01" / "train.py").write_text(solution, encoding="utf-8")
    assert "grade diff exercise-01 --solution" in run("1", cwd=tmp_path).stdout
    passed = run("1", "--solution", cwd=tmp_path)
    assert passed.returncode == 0
    assert "grade diff" not in passed.stdout


def test_a_loop_that_never_steps_is_told_as_a_run(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits is told when their own code runs, before its first step: torch is loaded then."""
    news: list[Mapping[str, Any]] = []
    task = find_task("exercise-01", start=ROOT)
    begin(task, engine, b"def train(**parts):\n    pass\n").result(news.append)
    assert news[0]["steps"] == 0
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("grader.cli.waiting.SOON", 3600)
    with Waiting("exercise-01") as waiting:
        waiting.show()
        waiting.told(news[0])
        waiting.told({"steps": 7, "loss": 0.5})
    told = [line.strip() for line in terminal.getvalue().split("\r") if line.strip()]
    assert [text.partition(":")[2][:10] for text in told] == [
        " loading P",
        " your code",
        " step 7   ",
    ]


def test_files_beside_the_attempt_have_no_effect(run: Run, tmp_path: Path, solution: str) -> None:
    """A torch.py, a sitecustomize.py or a conftest.py beside the attempt is not loaded."""
    for name in ("torch.py", "sitecustomize.py", "conftest.py", "numpy.py", "grader.py"):
        (tmp_path / name).write_text("raise SystemExit('loaded')", encoding="utf-8")
    (tmp_path / "train.py").write_text(solution, encoding="utf-8")
    command = Path(sys.executable).with_name("grade")
    result = subprocess.run(
        [command, "exercise-01", "--file", "train.py", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
