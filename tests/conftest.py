"""What the tests share: one engine for the session, and exercises with short limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.engine import Engine
from grader.exercise import Course, load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(ROOT)
TESTS = ROOT / "tests"

pytest_plugins = ["pytester"]

Grade = Callable[[Path], Verdict]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine, so that torch is imported once for all graded attempts."""
    with Engine() as started:
        yield started


@pytest.fixture(scope="session")
def grade_file(engine: Engine) -> Grade:
    """Grade a file as an attempt at exercise-01, with its own limits."""
    exercise = load(COURSE.folder("exercise-01"))
    return lambda path: run_task(Task(exercise, path, exercise.folder), engine)


@pytest.fixture(scope="session")
def hurried(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """Grade a file as an attempt at exercise-01, with limits that end a bad run soon."""
    folder = tmp_path_factory.mktemp("hurried") / "exercise-01"
    folder.mkdir()
    for name in ("given.py", "train.py", "exercise.toml"):
        text = (COURSE.folder("exercise-01") / name).read_text(encoding="utf-8")
        limits = "[budget]\ncpu_seconds = 3\nwall_seconds = 5.0\nmemory_mb = 600\noutput_mb = 2"
        (folder / name).write_text(text.replace("[budget]", limits), encoding="utf-8")
    exercise = load(folder)
    return lambda path: run_task(Task(exercise, path, folder), engine)


@pytest.fixture
def attempt(tmp_path: Path) -> Callable[[str], Path]:
    """Write the text of an attempt to a file."""

    def write(text: str) -> Path:
        path = tmp_path / "train.py"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def solution() -> str:
    """The text of exercise-01's reference solution."""
    return COURSE.solution("exercise-01").read_text(encoding="utf-8")
