"""A judge and its keeper: what goes wrong before a run is no fault of the attempt's."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from conftest import COURSE

from grader import child, given, judge, runner, wire
from grader.errors import GraderError
from grader.exercise import load
from grader.launch import forks

pytestmark = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")


@pytest.fixture(scope="module")
def job() -> child.Job:
    """What a child of exercise 01 is told."""
    exercise = load(COURSE.folder("exercise-01"))
    own = given.load(judge.read_given(exercise.folder / "given.py"), exercise.seed)
    return judge.job_for(exercise, own)


def descriptors() -> int:
    """How many this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_keeper_that_is_not_there_is_told_of(job: child.Job) -> None:
    """It is an error of the grader's: the attempt was not read."""
    before = descriptors()
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    theirs.close()
    with ours, pytest.raises(GraderError, match="has ended"):
        runner.KeptChild(ours, job, b"", b"")
    assert descriptors() == before


def test_a_child_that_can_not_be_started_is_told_of(
    job: child.Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the system's reason; the keeper stays for the next one."""

    def full(*parts: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.launch.Forked", full)
    before = descriptors()
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    keeper = threading.Thread(target=runner.keep, args=(theirs,))
    keeper.start()
    with theirs, ours:
        for _ in range(2):
            with pytest.raises(GraderError, match="No space left"):
                runner.KeptChild(ours, job, b"", b"")
        ours.shutdown(socket.SHUT_RDWR)
        keeper.join(10)
        assert not keeper.is_alive()
    assert descriptors() == before


def test_a_keeper_that_is_lost_during_a_run_is_not_taken_for_an_end(job: child.Job) -> None:
    """What is asked of it then raises Closed, as where a judge is lost."""
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)

    def lost() -> None:
        _, given_away, _, _ = socket.recv_fds(theirs, runner.LONGEST, 4)
        theirs.send(b'{"folder": "/nowhere"}')
        for descriptor in given_away:
            os.close(descriptor)
        theirs.close()

    keeper = threading.Thread(target=lost)
    keeper.start()
    with ours:
        kept = runner.KeptChild(ours, job, b"", b"")
        keeper.join(10)
        assert kept.wait() == 0
        for ask in (kept.descendants, kept.memory, kept.cpu_seconds, kept.destroy):
            with pytest.raises(wire.Closed):
                ask()
    kept.reply.close()
    kept.output.close()
