"""A class on a Dask cluster: a real scheduler, two worker processes, one of which is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import TESTS

pytestmark = pytest.mark.slow
RIGHT = sorted((TESTS / "right" / "exercise-01").glob("*.py"))[:10]
WRONG = sorted((TESTS / "wrong" / "exercise-01" / "backward-missing").glob("*.py"))[:2]
PATIENCE = 60
GRADE = [sys.executable, "-m", "grader", "class"]


@dataclass
class Cluster:
    """A scheduler's address, and its workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def started(tool: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    card = tmp_path / "scheduler.json"
    own = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [started("scheduler", "--port", "0", "--scheduler-file", str(card), *own)]
    try:
        address = _address(card)
        one = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
        workers = [started("worker", address, *own, *one) for _ in range(2)]
        processes += workers
        _wait_for_workers(address, len(workers))
        yield Cluster(address, workers)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def _address(card: Path) -> str:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if card.is_file() and card.read_text():
            return str(json.loads(card.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def _wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=PATIENCE)


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for number, file in enumerate([*RIGHT, *WRONG]):
        place = folder / f"student-{number:02}" / "exercise-01"
        place.mkdir(parents=True)
        (place / "train.py").write_bytes(file.read_bytes())
    return folder


def graded(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*GRADE, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.timeout(300)
def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    cluster: Cluster, submissions: Path, tmp_path: Path
) -> None:
    """Each submission is judged once, with the same grades as on this machine alone."""
    out, alone = tmp_path / "out", tmp_path / "alone"
    asked = [str(submissions), "--out", str(out), "--scheduler", cluster.address]
    command = [*GRADE, *asked, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        told = [json.loads(run.stdout.readline()) for _ in range(2)]
        cluster.workers[0].send_signal(signal.SIGKILL)
        told += map(json.loads, run.stdout)
    assert run.returncode == 0
    judged = [line["student"] for line in told]
    assert sorted(judged) == [f"student-{n:02}" for n in range(len(RIGHT) + len(WRONG))]
    assert sum(line["status"] == "passed" for line in told) == len(RIGHT)
    assert graded(str(submissions), "--out", str(alone)).returncode == 0
    assert (out / "grades.csv").read_bytes() == (alone / "grades.csv").read_bytes()


@pytest.mark.timeout(120)
def test_a_worker_with_another_grader_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    """A worker that would judge by other rules judges nothing, and it is said what to do."""
    from distributed import Client

    from grader.classroom.engines.dask import grade_there

    sent = {
        "exercise": "exercise-01",
        "file": "train.py",
        "source": b"",
        "edition": ("another exercise", "another grader"),
        "require_sandbox": True,
    }
    with Client(cluster.address, set_as_default=False) as client:
        answer = client.submit(grade_there, sent, pure=False).result(timeout=PATIENCE)
    assert answer["error"]["kind"] == "environment"
    assert "another gradlings" in answer["error"]["message"]


def test_a_scheduler_that_does_not_answer_is_told(
    submissions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address where nobody listens is a wrong option: in words, with an example of one."""
    monkeypatch.setattr("grader.classroom.engines.dask.PATIENCE", 0.5)
    from grader.classroom.engines.dask import Dask
    from grader.errors import UsageError

    with pytest.raises(UsageError, match="No scheduler answers") as told:
        Dask("tcp://127.0.0.1:1", require_sandbox=True)
    assert "tcp://" in told.value.hint


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    """Nothing waits for ever for workers that nobody has started."""
    from grader.classroom.engines.dask import Dask
    from grader.errors import EnvironmentProblem

    card = tmp_path / "scheduler.json"
    own = ("--host", "127.0.0.1", "--no-dashboard", "--port", "0")
    scheduler = started("scheduler", "--scheduler-file", str(card), *own)
    try:
        told = pytest.raises(EnvironmentProblem, match="has no workers")
        with Dask(_address(card), require_sandbox=True) as engine, told:
            list(engine.grade([]))
    finally:
        os.kill(scheduler.pid, signal.SIGKILL)
        scheduler.wait()
