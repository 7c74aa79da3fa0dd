"""Where processes can't be forked, fresh interpreters take the same parts."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest
from conftest import COURSE

from grader import wire, zygote
from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

CASES = [
    pytest.param("SOLUTION", None, id="solution"),
    pytest.param("STUB", "backward-missing", id="stub"),
    pytest.param("def train(:\n", "syntax-error", id="syntax-error"),
    pytest.param("import os\nos._exit(3)\n", "exited", id="exit"),
    pytest.param("while True:\n    pass\n", "timed-out", id="endless"),
    pytest.param("while True:\n    print('x' * 9999)\n", "too-much-output", id="printing"),
    pytest.param("print('noise')\nSOLUTION", None, id="noise"),
]


Verdicts = Mapping[str, Verdict]


@pytest.fixture(scope="module")
def spawned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, solution: str
) -> Verdicts:
    """The verdicts of spawned processes on the texts that were collected, two at a time."""
    stub = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("spawned") / "exercise-01"
    folder.mkdir()
    for name in ("given.py", "exercise.toml"):
        original = (COURSE.folder("exercise-01") / name).read_text(encoding="utf-8")
        limits = "[budget]\ncpu_seconds = 3\nwall_seconds = 8.0\noutput_mb = 2"
        (folder / name).write_text(original.replace("[budget]", limits), encoding="utf-8")
    exercise = load(folder)
    texts = {
        item.callspec.params["text"]
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and item.function is test_spawned_processes_give_the_same_verdicts
    }

    def verdict(text: str) -> tuple[str, Verdict]:
        source = text.replace("SOLUTION", solution).replace("STUB", stub).encode()
        return text, run_task(Task(exercise, folder / "train.py", folder), engine, source)

    with (
        pytest.MonkeyPatch.context() as patch,
        ThreadPoolExecutor(2) as pool,
    ):
        patch.setenv("GRADER_START", "spawn")
        with Engine() as engine:
            assert engine.zygote is None
            return dict(pool.map(verdict, sorted(texts)))


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.parametrize(("text", "code"), CASES)
def test_spawned_processes_give_the_same_verdicts(
    text: str, code: str | None, spawned: Verdicts
) -> None:
    """A verdict does not depend on how the processes were started."""
    verdict = spawned[text]
    found = verdict.diagnosis.code if verdict.diagnosis else None
    assert (verdict.passed, found) == (code is None, code)


class Standby:
    """A spawned child that is only asked to end."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def destroy(self) -> None:
        """Note it."""
        self.ended.set()


def ahead() -> tuple[zygote._ReadAhead, BinaryIO, Standby]:
    """Standard input of a process of one request, its other end, and its child."""
    ours, theirs = os.pipe()
    standby = Standby()
    stream = os.fdopen(ours, "rb")
    requests = zygote._ReadAhead(stream, standby)  # type: ignore[arg-type]  # a fake of it
    return requests, os.fdopen(theirs, "wb"), standby


def test_a_spawned_judge_ends_at_once_where_nobody_waits_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While it imports torch, too: saves may come faster than that is done."""
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    requests, caller, standby = ahead()
    with requests.stream, caller:
        wire.send(caller, {"file": "train.py"}, b"source")
        caller.close()
        assert standby.ended.wait(30)
        requests.thread.join(30)
        assert codes == [0]


def test_a_spawned_judge_reads_its_request_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes is handed on as it was sent, and so is the end."""
    monkeypatch.setattr(os, "_exit", pytest.fail)
    requests, caller, standby = ahead()
    with requests.stream, caller:
        requests.awaited = True
        source = b"x" * 300_000
        wire.send(caller, {"file": "train.py"}, source)
        assert wire.receive(requests) == ({"file": "train.py"}, [source])
        caller.close()
        assert requests.read(1) == b""
        requests.thread.join(30)
        assert not standby.ended.is_set()


@pytest.mark.slow
def test_a_process_that_was_ended_while_it_stood_by_is_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Jupyter interrupts all processes of a kernel: the next attempt gets a new one to judge it."""
    monkeypatch.setenv("GRADER_START", "spawn")
    with Engine(warm=True) as engine:
        assert engine.standby is not None
        engine.standby.process.kill()
        engine.standby.process.wait()
        engine.warm = False  # another one would not be asked
        exercise = load(COURSE.folder("exercise-01"))
        task = Task(exercise, tmp_path / "train.py", exercise.folder)
        verdict = run_task(task, engine, b"def train(:\n")
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == "syntax-error"
