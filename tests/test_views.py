"""What a student sees: at 80 columns, through a pipe, without colour, and without Unicode.

Each view is kept as it should be in `tests/snapshots`; `pytest --update-goldens` writes it anew,
for you to look at in the diff.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import COURSE, ROOT
from rich.console import Console

from grader.engine import Engine
from grader.pipeline import find_task, run_task
from grader.progress import change
from grader.render import text
from grader.render.trace import trace
from grader.render.watch import Screen
from grader.verdict import Verdict

SNAPSHOTS = ROOT / "tests" / "snapshots"
ENCODINGS = ("utf-8", "ascii")
COMMANDS = {
    "read": ["read", "exercise-01"],
    "hint": ["hint", "exercise-01"],
    "explain": ["explain", "zero-grad-missing"],
    "quiz": ["quiz", "exercise-01"],
    "help": ["--help"],
}


def check(name: str, encoding: str, shown: str, request: pytest.FixtureRequest) -> None:
    """Compare a view with the one that is kept; all fit into 80 columns without an escape."""
    if encoding == "ascii":
        assert shown.isascii()
    assert "\x1b" not in shown
    shown = "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
    file = SNAPSHOTS / f"{name}-{encoding}.txt"
    if request.config.getoption("--update-goldens"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def failing(engine: Engine) -> Verdict:
    """The verdict on the untouched exercise-01."""
    return timeless(run_task(find_task("exercise-01", start=ROOT), engine))


@pytest.fixture(scope="module")
def passed(engine: Engine) -> Verdict:
    """The verdict on its solution."""
    return timeless(run_task(find_task("exercise-01", start=ROOT, solution=True), engine))


def timeless(verdict: Verdict) -> Verdict:
    """The verdict with a file's name that is the same everywhere."""
    shown = Path(verdict.file).resolve().relative_to(ROOT).as_posix()
    return replace(verdict, file=shown)


def console(encoding: str) -> tuple[Console, io.BytesIO]:
    """A console as the command's own, through a pipe of that encoding, and what it writes."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding, errors="replace", write_through=True)
    shown = Console(file=stream, width=80, highlight=False, emoji=False, markup=False)
    return shown, written


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["failing", "passed"])
def test_a_verdict(
    name: str, encoding: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report of a failure and of a pass."""
    monkeypatch.chdir(ROOT)
    shown, written = console(encoding)
    text.verdict(shown, request.getfixturevalue(name), "grade exercise-02")
    check(f"verdict-{name}", encoding, written.getvalue().decode(encoding), request)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_trace(
    engine: Engine, encoding: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run of the untouched exercise-01 in numbers."""
    monkeypatch.chdir(ROOT)
    task = replace(find_task("exercise-01"), filmed=True, sampled=False)
    shown, written = console(encoding)
    trace(shown, timeless(run_task(task, engine)), "exercise-01")
    check("trace", encoding, written.getvalue().decode(encoding), request)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_watch(
    failing: Verdict, encoding: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A verdict in the watch, with the keys below it."""
    monkeypatch.chdir(ROOT)
    shown, written = console(encoding)
    task = find_task("exercise-01", start=ROOT)
    screen = Screen(shown, {}, can_type=True)
    screen.running(task)
    screen.told(100, 0.5)
    screen.verdict(task, failing)
    screen.prompt({"h": "hint", "e": "explain", "r": "run again", "l": "list", "q": "quit"})
    check("watch", encoding, written.getvalue().decode(encoding), request)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, failing: Verdict) -> Path:
    """A course folder in which the untouched exercise-01 was graded."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE.folder("exercise-01"), root / "exercises" / "exercise-01")
    source = (root / "exercises" / "exercise-01" / "train.py").read_bytes()
    change(root, lambda known: known.with_verdict(failing, source), print)
    return root


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command(course: Path, name: str, encoding: str, request: pytest.FixtureRequest) -> None:
    """What the commands print that need no torch."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", *COMMANDS[name]],
        cwd=course,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": encoding},
        input=b"b\nx\na\nc\n",
        capture_output=True,
    )
    shown = result.stdout.decode(encoding)
    if name != "read":  # a README may hold a line of code that is wider
        assert max(map(len, shown.splitlines()), default=0) <= 80
    check(name, encoding, shown, request)
