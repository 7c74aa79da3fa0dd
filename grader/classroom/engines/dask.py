"""An existing Dask cluster: the same grading on each of its workers.

Each worker has gradlings installed, and the same one: what it judges with is compared by content.
A submission whose worker is lost is given to another one; it is a pure function of what is sent.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from grader import engine
from grader.classroom.edition import exercise_edition, grader_edition
from grader.classroom.engines import Answer, Work, task
from grader.course import packaged_course
from grader.errors import EnvironmentProblem, GraderError, UsageError, from_json
from grader.exercise import load
from grader.pipeline import run_task
from grader.verdict import Verdict
from grader.verdict import from_json as verdict_from_json

if TYPE_CHECKING:
    from distributed import Client, Future

# How long a scheduler may take to answer, in seconds.
PATIENCE = 10
# How much work waits for each thread of the cluster, so that none ever waits for some.
AHEAD = 3
LOST = "The workers that graded it were lost, one after the other."
GOES_ON = "The same command goes on where it was."
STARTING = threading.Lock()


class Dask:
    """The cluster whose scheduler has this address."""

    def __init__(self, address: str, require_sandbox: bool) -> None:
        self.address = address
        self.require_sandbox = require_sandbox
        self._client = _connected(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._client.close(timeout=PATIENCE)

    def grade(self, works: Iterable[Work]) -> Iterator[Answer]:
        """The answers as they are ready, as `Engine.grade` promises."""
        from distributed import as_completed

        rest = iter(works)
        under_way: dict[Future, Work] = {}
        done = as_completed(loop=self._client.loop)

        def send(number: int) -> None:
            for work in islice(rest, number):
                future = self._client.submit(grade_there, self._sent(work), pure=False)
                under_way[future] = work
                done.add(future)

        try:
            send(AHEAD * self._threads())
            for future in done:
                yield self._answer(future, under_way.pop(future))
                send(1)
        finally:
            self._client.cancel(list(under_way))

    def _threads(self) -> int:
        """How many submissions the cluster grades at a time."""
        threads = sum(self._client.nthreads().values())
        if not threads:
            raise EnvironmentProblem(
                f'The scheduler "{self.address}" has no workers.',
                f"Start some, with gradlings installed: dask worker {self.address}",
            )
        return int(threads)

    def _sent(self, work: Work) -> dict[str, Any]:
        return {
            "exercise": work.exercise.name,
            "file": work.entry.file,
            "source": work.source,
            "edition": (work.edition.exercise, work.edition.grader),
            "require_sandbox": self.require_sandbox,
        }

    def _answer(self, future: Future, work: Work) -> Answer:
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            raise EnvironmentProblem(f'The scheduler "{self.address}" went away.', GOES_ON)
        error = future.exception()
        if isinstance(error, KilledWorker):
            return Answer(work, GraderError(LOST, GOES_ON))
        if error is not None:
            raise EnvironmentProblem(
                f"A worker can't grade: {type(error).__name__}: {error}",
                "Install this very gradlings on every worker.",
            )
        answer: Mapping[str, Any] = future.result()
        if "verdict" in answer:
            return Answer(work, verdict_from_json(answer["verdict"]))
        problem = from_json(answer["error"])
        if type(problem) is not GraderError:
            raise problem
        return Answer(work, problem)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed.", 'pip install "gradlings[dask]"'
        ) from error
    # What its connections do is told in our own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f'No scheduler answers at "{address}": {error}.',
            "Is it running? Its address looks like tcp://10.0.0.1:8786",
        ) from error


def grade_there(sent: Mapping[str, Any]) -> dict[str, Any]:
    """On a worker: grade what was sent; the verdict, or what the grader says instead, as JSON."""
    try:
        return {"verdict": _graded(sent).to_json()}
    except GraderError as error:
        return {"error": error.to_json()}


def _graded(sent: Mapping[str, Any]) -> Verdict:
    exercise = load(packaged_course().folder(sent["exercise"]))
    if (exercise_edition(exercise), grader_edition()) != tuple(sent["edition"]):
        raise EnvironmentProblem(
            "A worker has another gradlings, another course or another torch.",
            "Install the same versions on every worker and where you run `grade class`.",
        )
    with STARTING:
        ours = _engine(exercise.needs)
    return run_task(task(exercise, sent["file"], sent["require_sandbox"]), ours, sent["source"])


@cache
def _engine(needs: tuple[str, ...]) -> engine.Engine:
    """This worker's own; it ends with the worker."""
    return engine.Engine(needs, warm=True)
