"""`python -P -m grader.exports.inside SERVICE FOLDER`: grade a submission to FOLDER's exercise.

What it prints is for instructors. It exits with 0 where there is a result (in a workflow, with 1
where the attempt failed), and else with the grader's codes. `check` in place of a service only
looks whether this machine can grade; GRADER_REQUIRE_SANDBOX=1 refuses to where a layer of
protection is missing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.engine import Engine
from grader.errors import EnvironmentProblem, ExitCode, GraderError, UsageError
from grader.exercise import Exercise, load
from grader.exports.inside import github_classroom, gradescope, prairielearn
from grader.exports.inside.handed_in import NothingToGrade
from grader.exports.inside.service import Service
from grader.pipeline import Task, run_task
from grader.points import graded
from grader.render import told

SERVICES: dict[str, Callable[[], Service]] = {
    "gradescope": gradescope.service,
    "github-classroom": github_classroom.service,
    "prairielearn": prairielearn.service,
}


def main(arguments: Sequence[str]) -> int:
    """Grade one submission, or say why not; nothing is left to be taken for a result."""
    try:
        return _run(*_named(arguments))
    except GraderError as error:
        return _failed(error)
    except Exception as error:
        hint = "This is nobody's code but the grader's own: please report it."
        return _failed(GraderError(f"{type(error).__name__}: {error}", hint))


def _named(arguments: Sequence[str]) -> tuple[str, Path]:
    if len(arguments) != 2 or arguments[0] not in ("check", *SERVICES):
        known = ", ".join(SERVICES)
        raise UsageError("Name a service and an exercise's folder.", f"Services: {known}; check.")
    return arguments[0], Path(arguments[1]).absolute()


def _failed(error: GraderError) -> int:
    words = told.inert(f"The grader failed, there is no result: {error.message} {error.hint}")
    print(words, file=sys.stderr)
    return error.exit_code


def _run(name: str, folder: Path) -> int:
    if name == "check":
        return _check(load(folder))
    service = SERVICES[name]()
    service.clear()
    return _grade(service, load(folder))


def _grade(service: Service, exercise: Exercise) -> int:
    try:
        found = service.find(exercise)
    except (NothingToGrade, UsageError) as nothing:
        print(told.inert(str(nothing)))
        service.nothing(exercise, str(nothing))
        return ExitCode.FAILED if service.tells else ExitCode.PASSED
    demanding = os.environ.get("GRADER_REQUIRE_SANDBOX", "") not in ("", "0")
    place = service.workplace(exercise)
    with _open_cache(), Engine(exercise.needs) as engine:
        task = Task(exercise, Path(found.file), place, require_sandbox=demanding)
        verdict = run_task(task, engine, found.source)
    # The engine is gone, and all that the run started: nothing is left that could write a result.
    result = graded(exercise, verdict)
    service.report(result)
    headline = told.inert(told.headline(verdict))
    print(headline, told.worth(result), f"{verdict.seconds:.1f} s", sep="; ")
    if verdict.unprotected:
        print(f"Without {', '.join(verdict.unprotected)}: the container alone protects.")
    return ExitCode.FAILED if service.tells and not verdict.passed else ExitCode.PASSED


@contextmanager
def _open_cache() -> Iterator[None]:
    """Unpack data where the run's own user may read it: home is root's, and closed to others."""
    if os.environ.get("GRADLINGS_CACHE"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="gradlings-") as cache:
        Path(cache).chmod(0o755)
        os.environ["GRADLINGS_CACHE"] = cache
        try:
            yield
        finally:
            del os.environ["GRADLINGS_CACHE"]


def _check(exercise: Exercise) -> int:
    """Import what grading needs, in a process of its own."""
    from grader.packages import tried

    for trial in tried(("torch", *exercise.needs)).values():
        if not trial.imported:
            message = f"{trial.name} {trial.failure}."
            raise EnvironmentProblem(message, "Look at what was printed before this.")
        print(f"{trial.name} {trial.version}")
    print(f"{exercise.name} can be graded.")
    return ExitCode.PASSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
