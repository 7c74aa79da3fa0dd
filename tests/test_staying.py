"""Judges that stay: the same verdicts, and nothing goes from one attempt to another."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import COURSE

from grader import staying
from grader.engine import Engine, Request, RunKilledJudge
from grader.exercise import load
from grader.launch import forks
from grader.pipeline import Task, run_task
from grader.processes import below
from grader.verdict import Verdict

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection"),
]
MARK = "4f1c2d" * 8
# Counts in all of its memory what has a prefix before the mark; its own text has it nowhere so.
LOOK = """
MARK = "4f1c2d" * 8
OWN = "owned:" + MARK
def _look(prefix):
    count, mark = 0, MARK.encode()
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if line.split()[1].startswith("rw"):
                try:
                    memory.seek(start)
                    parts = memory.read(end - start).split(prefix)
                except OSError:
                    continue
                count += sum(part.startswith(mark) for part in parts[1:])
    return count
print("FOUND", _look(b"known:"), _look(b"owned:"))
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine whose judges stay, past its rehearsal."""
    with Engine(warm=True) as started:
        for _ in range(2):
            grade(started, "def train(:\n")
        yield started


def grade(engine: Engine, text: str) -> Verdict:
    """The verdict on a text, as exercise 01."""
    exercise = load(COURSE.folder("exercise-01"))
    return run_task(Task(exercise, Path("train.py"), exercise.folder), engine, text.encode())


def judges(engine: Engine) -> set[int]:
    """The processes below the zygote."""
    assert engine.zygote is not None
    return set(below(engine.zygote.pid))


def wait_until(true: Callable[[], bool]) -> None:
    """Wait, not for long."""
    give_up = time.monotonic() + 10
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_verdicts_are_the_same_from_attempt_to_attempt(engine: Engine, solution: str) -> None:
    """Whatever a judge has judged before."""
    verdicts = [grade(engine, solution) for _ in range(4)]
    assert grade(engine, solution.replace("loss.backward()", "pass")).status == "failed"
    verdicts.append(grade(engine, solution))
    assert all(verdict.passed for verdict in verdicts)
    assert len({str((v.walkthrough, v.metrics, v.checks)) for v in verdicts}) == 1


def test_one_that_waits_takes_the_next_request_for_its_exercise() -> None:
    """One that works does not, nor does one that waits for another exercise."""
    ours, theirs = socket.socketpair()
    with ours, theirs, socket.socket() as connection:
        kept = staying.Staying([staying.Judge(0, ours, "exercise-01")])
        assert not kept.hand_over(connection, "exercise-01")
        theirs.send(b"i")
        assert kept.asked(ours) is None
        assert not kept.hand_over(connection, "exercise-02")
        assert kept.hand_over(connection, "exercise-01")
        message, descriptors, _, _ = socket.recv_fds(theirs, 1, 1)
        assert message == b"g"
        os.close(descriptors[0])
        assert not kept.hand_over(connection, "exercise-01")


def test_one_that_is_gone_is_forgotten() -> None:
    """Whether it is noticed when it is asked or before."""
    for noticed in (False, True):
        ours, theirs = socket.socketpair()
        kept = staying.Staying([staying.Judge(0, ours, "exercise-01", idle_since=0.0)])
        theirs.close()
        with socket.socket() as connection:
            if noticed:
                assert kept.asked(ours) is None
                assert not kept.judges
            assert not kept.hand_over(connection, "exercise-01")
        ours.close()


def test_one_that_nobody_asks_any_more_leaves(engine: Engine, solution: str) -> None:
    """Nothing is left below the engine's process between attempts that are far apart."""
    grade(engine, solution)
    wait_until(lambda: not judges(engine))


def test_a_run_finds_nothing_of_another_attempt_in_its_memory(
    engine: Engine, solution: str
) -> None:
    """No child descends from a process that has read another attempt's text."""
    for _ in range(2):
        assert grade(engine, f'print("known:{MARK}")\n{solution}').passed
        others, own = grade(engine, LOOK + solution).output.split("FOUND ")[1].split()[:2]
        assert int(own) >= 1
        assert int(others) == 0


def test_a_judge_that_dies_costs_its_own_attempt_alone(engine: Engine, solution: str) -> None:
    """The one who asked is told so, and the next attempt is judged."""
    grade(engine, solution)
    for judge in judges(engine):
        os.kill(judge, signal.SIGKILL)
    assert grade(engine, solution).passed
    source = b"import time\ntime.sleep(60)\n"
    grading = engine.begin(Request(COURSE.folder("exercise-01"), "train.py", source, wall=30.0))
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(grading.result, lambda news: begun.set())
        assert begun.wait(30)
        for judge in judges(engine):
            os.kill(judge, signal.SIGKILL)
        with pytest.raises(RunKilledJudge):
            told.result(30)
    assert grade(engine, solution).passed
    wait_until(lambda: not judges(engine))


def test_a_judge_that_was_kept_busy_does_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an attempt left of it is not what the next one is judged by."""
    monkeypatch.setattr(staying, "answer", lambda *parts: True)
    for longest, told in ((60.0, b"i"), (-1.0, b"")):
        monkeypatch.setattr(staying, "LONGEST", longest)
        ours, theirs = socket.socketpair()
        ours.shutdown(socket.SHUT_WR)
        with ours, theirs:
            staying.stay(theirs, socket.socket())
            theirs.close()
            assert ours.recv(1) == told
