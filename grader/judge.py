"""The trusted side of one grading: run the attempt in the sandbox, then judge what it left.

This runs in a process that has never run a student's code.
"""

from __future__ import annotations

import functools
import importlib
import os
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard

from grader import child, confine, diagnose, given, launch, sandbox, trace
from grader.bonus import (
    MOST_PARAMETERS,
    UnfitLayers,
    described_in,
    linear_layers,
    with_layers,
)
from grader.checks import run_checks
from grader.checks.suite import for_exercise
from grader.confine import reading
from grader.course import packaged_course
from grader.data import SUMS, place_of
from grader.errors import CourseError, EnvironmentProblem, MalformedTrace
from grader.evidence import Evidence
from grader.exercise import Exercise
from grader.film import film
from grader.function import compare
from grader.given import BROKEN_PAIR, BROKEN_PAIR_HINT, BROKEN_PAIR_TEXT, Given
from grader.patience import OutOfTime, at_most
from grader.playback import Playback
from grader.replay import replay
from grader.run import End, Run
from grader.source import Source
from grader.verdict import Verdict, Walkthrough
from grader.walkthrough import walk

NOT_WHOLE_HINT = (
    "Nothing was run. `grade doctor` tells more; without --require-sandbox it is graded with what "
    "there is, which is for code that you trust."
)
# How long judging may compute beyond the run itself, in seconds: right loops take less than one.
JUDGING = 30
ENDLESS = "What the file and its run left could not be judged within {} seconds of computing."
# Events of one training iteration, with room for a loop that evaluates in every one of them.
EVENTS_PER_STEP, EVENTS_MORE = 400, 20_000


# Runs the code of an attempt: what the child is told, given.py, the attempt's file, the bytes of
# one row of parameters, and who is told how far it is.
RunIt = Callable[[child.Job, bytes, bytes, int, sandbox.News], Run]


@dataclass(frozen=True)
class Attempt:
    """A student's file: its name as it is shown, and its bytes."""

    file: str
    source: bytes


def judge(
    exercise: Exercise,
    attempt: Attempt,
    run_it: RunIt | None = None,
    bonus: bool = False,
    ran: Callable[[], None] = lambda: None,
    news: sandbox.News = lambda steps, loss: None,
    filmed: bool = False,
    sampled: bool = True,
    require_sandbox: bool = False,
) -> tuple[Verdict, Playback | None]:
    """Grade one attempt, or the bonus experiment in it; with `filmed`, its playback as well.

    `run_it` runs its code, by default in a child of this process. `news` is told how far the
    training is; `ran` is called once the student's code is over and gone. With `require_sandbox`,
    raises EnvironmentProblem where a layer of protection is missing.
    """
    if require_sandbox:
        launch.require_all(NOT_WHOLE_HINT)
    file = exercise.folder / "given.py"
    given_source = read_given(file)
    own = given.load(given_source, exercise.seed, exercise.needs, file)
    job = replace(job_for(exercise, own), bonus=bonus)
    row_bytes = 4 * (MOST_PARAMETERS if bonus else own.layout.size)
    run = (run_it or in_child())(job, given_source, attempt.source, row_bytes, news)
    ran()
    if BROKEN_PAIR in run.end.message and _pair_is_broken():
        raise EnvironmentProblem(BROKEN_PAIR_TEXT, BROKEN_PAIR_HINT)
    if bonus:
        exercise = replace(exercise, limits=exercise.bonus.limits if exercise.bonus else ())
        own, run = _with_layers(exercise, own, run)
    verdict, playback = None, None
    with suppress(OutOfTime), at_most(JUDGING):
        end, evidence = evidence_of(exercise, own, attempt, run, job)
        verdict = verdict_of(exercise, own, attempt, run, end, evidence)
        if filmed and _did_anything(evidence):
            playback = film(own, evidence, verdict, sampled)
    if verdict is None:
        end = End("no-trace", ENDLESS.format(JUDGING))
        verdict = verdict_of(exercise, own, attempt, run, end, None)
    return verdict, playback


def in_child(
    start: sandbox.Start | None = None, cancelled: sandbox.Cancelled | None = None
) -> RunIt:
    """Runs an attempt's code in a child that `start` starts, by default by forking this process."""
    return lambda job, given_source, source, row_bytes, news: sandbox.run(
        job, given_source, source, row_bytes, start, cancelled, news
    )


def _pair_is_broken() -> bool:
    """Whether torchvision fails here, too: what a run says of it may be made up."""
    try:
        importlib.import_module("torchvision")
    except Exception as error:
        return BROKEN_PAIR in str(error)
    return False


def _did_anything(evidence: Evidence | None) -> TypeGuard[Evidence]:
    """Whether there is a run to be shown: a file with a syntax error has none."""
    return evidence is not None and bool(evidence.trace.events)


def _with_layers(exercise: Exercise, own: Given, run: Run) -> tuple[Given, Run]:
    """The given parts with the network of the student's description, if it is one."""
    if not run.header:
        return own, run
    try:
        layers = described_in(run.header)
        wanted = exercise.bonus.linear if exercise.bonus else 0
        if (found := linear_layers(layers)) < wanted:
            raise UnfitLayers(f"LAYERS has {found} Linear layers; it takes at least {wanted}.")
        return with_layers(own, layers, exercise.seed), run
    except UnfitLayers as problem:
        return own, replace(run, end=End("layers-unfit", str(problem)), header=b"", tensors=b"")


def read_given(file: Path) -> bytes:
    """The text of a given.py."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CourseError(f'"{file}" can\'t be read: {error}') from error


def job_for(exercise: Exercise, own: Given) -> child.Job:
    """What the child is told, with bounds that follow from the exercise's budget."""
    per_epoch = len(own.loader) if own.loader is not None else 1
    steps = (exercise.epochs_max + 1) * per_epoch * max(1, len(own.optimizers))
    return child.Job(
        given_file=str(exercise.folder / "given.py"),
        seed=exercise.seed,
        needs=exercise.needs,
        function=exercise.function,
        trial_seed=secrets.randbits(32),
        provenance=exercise.provenance == "autograd",
        bonus=False,
        max_steps=steps,
        max_events=EVENTS_PER_STEP * steps + EVENTS_MORE,
        resources=exercise.resources,
        plan=confine.plan(_readable(exercise)),
    )


def _readable(exercise: Exercise) -> tuple[Path, ...]:
    """What a run may read: not the grader, nor the course, but this exercise's given part."""
    course = packaged_course().root
    secret = (Path(__file__).parent, course / "exercises", course / "solutions")
    packed = [sums.parent for sums in exercise.folder.glob(f"*/{SUMS}")]
    own = [Path(os.environ["GRADLINGS_MNIST"])] if "GRADLINGS_MNIST" in os.environ else []
    given_file = exercise.folder / "given.py"
    packages = _packages(secret, os.getpid())
    return (*packages, given_file, *packed, *map(place_of, packed), *own)


@functools.lru_cache(maxsize=1)
def _packages(secret: tuple[Path, ...], process: int) -> tuple[Path, ...]:
    """What every run may read, looked for once in a `process`: a judge lives for a short time."""
    return reading.readable(secret, ())


def verdict_of(
    exercise: Exercise,
    own: Given,
    attempt: Attempt,
    run: Run,
    end: End,
    evidence: Evidence | None,
) -> Verdict:
    """Judge what a run left behind. A pure function of its arguments; uses `own` up."""
    checks = run_checks(for_exercise(exercise), evidence)
    passed = all(c.status == "passed" for c in checks)
    return Verdict(
        exercise=exercise.name,
        file=attempt.file,
        status="passed" if passed else "failed",
        title=exercise.title,
        checks=checks,
        metrics=_metrics(exercise, evidence),
        limits=exercise.limits,
        diagnosis=None if passed else diagnose.diagnose(end, evidence, source_of(attempt)),
        timeline=diagnose.timeline(evidence),
        walkthrough=_walkthrough(own, evidence),
        remarks=diagnose.remarks(evidence) if passed else (),
        frames=end.frames,
        output=run.output,
        sandbox=run.layers,
        unprotected=run.missing,
    )


def _walkthrough(own: Given, evidence: Evidence | None) -> Walkthrough | None:
    """The run's first update and its epochs, where it made any."""
    if evidence is None:
        return None
    return walk(own, evidence.trace, evidence.replay, evidence.updates_per_epoch)


def _metrics(exercise: Exercise, evidence: Evidence | None) -> Mapping[str, float | None]:
    """What the final parameters reach; nothing where train() did not come to its end."""
    if evidence is None or evidence.end.kind != "returned":
        return dict.fromkeys(limit.metric for limit in exercise.limits)
    return evidence.replay.metrics


def _agree(found: trace.Trace, job: child.Job, own: Given, carry: bool) -> None:
    """Raise MalformedTrace where counts contradict each other, or what the child was told.

    With `carry` a pass decides where a state starts anew, so it must not hide another.
    """
    if len(found.events) > job.max_events:
        raise MalformedTrace(f"{len(found.events)} events, of at most {job.max_events}")
    if found.steps != min(found.steps_seen, job.max_steps):
        raise MalformedTrace(f"{found.steps} of {found.steps_seen} steps were kept")
    named = len(found.named("step"))
    if named != found.steps_seen and len(found.events) < job.max_events:
        raise MalformedTrace(f"{named} steps in the events, and {found.steps_seen} were counted")
    passes = Counter(e.facts.get("of") for e in found.by_kind["batch"] if e.target)
    most = len(own.loader) if own.loader is not None else 0
    if carry and max(passes.values(), default=0) > most:
        raise MalformedTrace(f"a pass over {most} batches has {max(passes.values())}")


def source_of(attempt: Attempt) -> Source:
    """The text of an attempt, whatever its bytes are."""
    return Source(attempt.source.decode("utf-8-sig", "replace"))


def evidence_of(
    exercise: Exercise, own: Given, attempt: Attempt, run: Run, job: child.Job
) -> tuple[End, Evidence | None]:
    """The end, and the evidence where the run handed over a trace that can be read.

    `job` is what the child was told.
    """
    if not run.header:
        return run.end, None
    try:
        found = trace.read(run.header, run.tensors, own.layout, job.max_events)
        _agree(found, job, own, exercise.carry)
    except MalformedTrace as error:
        return End("no-trace", f"The run handed over a trace that can't be read: {error}"), None
    asked = found.function if exercise.function else None
    trial = compare(own, asked, job.trial_seed) if asked else None
    return run.end, Evidence(
        exercise, run.end, found, replay(exercise, own, found), source_of(attempt), trial
    )
