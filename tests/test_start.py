"""Where processes can't be forked, fresh interpreters take the same parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import COURSE

from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

pytestmark = pytest.mark.slow

CASES = [
    pytest.param("SOLUTION", None, id="solution"),
    pytest.param("STUB", "backward-missing", id="stub"),
    pytest.param("def train(:\n", "syntax-error", id="syntax-error"),
    pytest.param("import os\nos._exit(3)\n", "exited", id="exit"),
    pytest.param("while True:\n    pass\n", "timed-out", id="endless"),
    pytest.param("while True:\n    print('x' * 9999)\n", "too-much-output", id="printing"),
    pytest.param("print('noise')\nSOLUTION", None, id="noise"),
]


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine that spawns."""
    monkeypatch.setenv("GRADER_START", "spawn")
    with Engine() as engine:
        assert engine.zygote is None
        yield engine


@pytest.mark.parametrize(("text", "code"), CASES)
def test_spawned_processes_give_the_same_verdicts(
    text: str,
    code: str | None,
    spawned: Engine,
    attempt: Callable[[str], Path],
    solution: str,
    tmp_path: Path,
) -> None:
    """A verdict does not depend on how the processes were started."""
    stub = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8")
    folder = tmp_path / "exercise-01"
    folder.mkdir()
    for name in ("given.py", "exercise.toml"):
        original = (COURSE.folder("exercise-01") / name).read_text(encoding="utf-8")
        limits = "[budget]\ncpu_seconds = 3\nwall_seconds = 8.0\noutput_mb = 2"
        (folder / name).write_text(original.replace("[budget]", limits), encoding="utf-8")
    path = attempt(text.replace("SOLUTION", solution).replace("STUB", stub))
    verdict: Verdict = run_task(Task(load(folder), path, folder), spawned)
    found = verdict.diagnosis.code if verdict.diagnosis else None
    assert (verdict.passed, found) == (code is None, code)
