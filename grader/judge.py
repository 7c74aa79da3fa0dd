"""The trusted side of one grading: run the attempt in the sandbox, then judge what it left.

This runs in a process that has never run a student's code.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import child, diagnose, given, sandbox, trace
from grader.checks import run_checks
from grader.checks.suite import for_limits
from grader.errors import CourseError, EnvironmentProblem, MalformedTrace
from grader.evidence import Evidence
from grader.exercise import Exercise
from grader.given import BROKEN_PAIR, BROKEN_PAIR_HINT, BROKEN_PAIR_TEXT, Given
from grader.launch import SpawnedChild
from grader.replay import replay
from grader.run import End, Run
from grader.source import Source
from grader.verdict import Verdict

# Events of one training iteration, with room for a loop that evaluates in every one of them.
EVENTS_PER_STEP, EVENTS_MORE = 400, 20_000


@dataclass(frozen=True)
class Attempt:
    """A student's file: its name as it is shown, and its bytes."""

    file: str
    source: bytes


def judge(
    exercise: Exercise,
    attempt: Attempt,
    standby: SpawnedChild | None = None,
    cancelled: threading.Event | None = None,
    ran: Callable[[], None] = lambda: None,
) -> Verdict:
    """Grade one attempt. `ran` is called once the student's code is over and gone."""
    given_source = read_given(exercise)
    own = given.load(given_source, exercise.seed, exercise.needs)
    job = job_for(exercise, own)
    run = sandbox.run(
        job,
        given_source,
        attempt.source,
        4 * own.layout.size,
        standby,
        cancelled,
    )
    ran()
    if BROKEN_PAIR in run.end.message:
        raise EnvironmentProblem(BROKEN_PAIR_TEXT, BROKEN_PAIR_HINT)
    return verdict_of(exercise, own, attempt, run)


def read_given(exercise: Exercise) -> bytes:
    """The exercise's given.py, from the grader's own copy."""
    file = exercise.folder / "given.py"
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CourseError(f'"{file}" can\'t be read: {error}') from error


def job_for(exercise: Exercise, own: Given) -> child.Job:
    """What the child is told, with bounds that follow from the exercise's budget."""
    per_epoch = sum(len(loader) for loader in own.loaders.values()) or 1
    steps = (exercise.epochs_max + 1) * per_epoch * max(1, len(own.optimizers))
    return child.Job(
        seed=exercise.seed,
        needs=exercise.needs,
        max_steps=steps,
        max_events=EVENTS_PER_STEP * steps + EVENTS_MORE,
        resources=exercise.resources,
    )


def verdict_of(exercise: Exercise, own: Given, attempt: Attempt, run: Run) -> Verdict:
    """Judge what a run left behind. A pure function of its arguments; uses `own` up."""
    source = Source(attempt.source.decode("utf-8-sig", "replace"))
    end, evidence = _evidence(exercise, own, source, run)
    checks = run_checks(for_limits(exercise.limits), evidence)
    passed = all(c.status == "passed" for c in checks)
    return Verdict(
        exercise=exercise.name,
        file=attempt.file,
        status="passed" if passed else "failed",
        title=exercise.title,
        checks=checks,
        metrics=_metrics(exercise, evidence),
        limits=exercise.limits,
        diagnosis=None if passed else diagnose.diagnose(end, evidence, source),
        timeline=diagnose.timeline(evidence),
        remarks=diagnose.remarks(evidence) if passed else (),
        frames=end.frames,
        output=run.output,
        sandbox=run.layers,
    )


def _metrics(exercise: Exercise, evidence: Evidence | None) -> Mapping[str, float | None]:
    """What the final parameters reach; nothing where train() did not come to its end."""
    if evidence is None or evidence.end.kind != "returned":
        return dict.fromkeys(limit.metric for limit in exercise.limits)
    return evidence.replay.metrics


def _evidence(
    exercise: Exercise, own: Given, source: Source, run: Run
) -> tuple[End, Evidence | None]:
    """The end, and the evidence where the run handed over a trace that can be read."""
    if not run.header:
        return run.end, None
    try:
        found = trace.read(run.header, run.tensors, own.layout)
    except MalformedTrace as error:
        return End("no-trace", f"The run handed over a trace that can't be read: {error}"), None
    return run.end, Evidence(exercise, run.end, found, replay(exercise, own, found), source)
