"""No source and no trace keeps a judge busy for ever."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COURSE

from grader import judge, patience
from grader.exercise import load
from grader.patience import OutOfTime, at_most

ON_POSIX = pytest.mark.skipif(
    not hasattr(patience.signal, "setitimer"), reason="only Linux with fork has this protection"
)


@ON_POSIX
def test_what_computes_for_too_long_is_ended() -> None:
    """The block is left, through every handler of ordinary exceptions on the way."""
    with pytest.raises(OutOfTime), at_most(0.05):
        while True:
            with contextlib.suppress(Exception):
                sum(range(1000))


@ON_POSIX
def test_what_is_quick_is_let_alone() -> None:
    """Afterwards nothing is left that could end anything."""
    with at_most(0.2):
        pass
    for _ in range(3000):
        sum(range(10_000))


def test_beside_the_first_thread_there_is_no_limit() -> None:
    """A signal would come to the first thread: what runs in another one runs to its end."""
    done = []

    def work() -> None:
        with at_most(0.01):
            done.append(sum(range(1_000_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


@ON_POSIX
def test_what_can_not_be_judged_in_time_fails(
    attempt: Callable[[str], Path], solution: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a failed attempt with a reason, not an error of the grader's."""

    def endless(*arguments: object) -> None:
        while True:
            sum(range(1000))

    monkeypatch.setattr(judge, "JUDGING", 1)
    monkeypatch.setattr(judge, "replay", endless)
    monkeypatch.setattr(judge.launch, "missing", dict)
    exercise = load(COURSE.folder("exercise-01"))
    source = attempt(solution).read_bytes()
    run = _run_of(exercise, source, monkeypatch)
    assert run.status == "failed"
    assert run.diagnosis is not None
    assert run.diagnosis.code == "evidence-inconsistent"
    assert "could not be judged within" in run.diagnosis.message


def _run_of(exercise: object, source: bytes, monkeypatch: pytest.MonkeyPatch) -> judge.Verdict:
    """The verdict on a run that was recorded in this process."""
    from grader import child, given, trace
    from grader.run import Run

    def recorded(job: child.Job, given_source: bytes, *more: object) -> Run:
        end, found = child.record(job, given.load(given_source, job.seed), source)
        assert found is not None
        return Run(end, *trace.write(found))

    monkeypatch.setattr(judge.sandbox, "run", recorded)
    return judge.judge(exercise, judge.Attempt("train.py", source))[0]  # type: ignore[arg-type]
