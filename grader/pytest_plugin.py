"""The instructors' second door: `pytest solutions/` collects each train.py as one item per check.

Silent in projects that have no course: only a `train.py` in a folder named like an exercise, under
a course that has that exercise, is collected. The attempt is graded once for all of its items, in
the grader's own processes; pytest's process imports neither torch nor the attempt.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.course import NAME

if TYPE_CHECKING:
    from grader.engine import Engine
    from grader.exercise import Exercise
    from grader.verdict import CheckResult, Verdict

ENGINE: pytest.StashKey[Engine] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole sandbox be asked for."""
    group = parser.getgroup("gradlings")
    group.addoption(
        "--require-sandbox",
        action="store_true",
        help="grade nothing unless every layer of protection is there",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `exercise-NN/train.py` of a course."""
    if file_path.name != "train.py" or not NAME.fullmatch(file_path.parent.name):
        return None
    from grader.course import find_course, pristine

    name = file_path.parent.name
    course = find_course(file_path.parent)
    if course is None or name not in course.names():
        return None
    attempt: Attempt = Attempt.from_parent(parent, path=file_path)
    attempt.exercise = pristine(course, name)
    attempt.workplace = course.folder(name)
    return attempt


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the grader's processes."""
    engine = config.stash.get(ENGINE, None)
    if engine is not None:
        engine.__exit__(None, None, None)


class Attempt(pytest.File):
    """One train.py; its verdict is made when the first of its items runs."""

    exercise: Exercise
    workplace: Path
    _verdict: Verdict | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each check of the exercise."""
        from grader.checks import names

        for name in names(self.exercise):
            item: CheckItem = CheckItem.from_parent(self, name=name)
            limits = self.exercise.resources
            # pytest-timeout's own limit must not end a run that the sandbox would end later.
            item.add_marker(pytest.mark.timeout(limits.wall_seconds + 120))
            yield item

    def verdict(self) -> Verdict:
        """Grade the attempt, once."""
        if self._verdict is None:
            from grader.engine import Engine
            from grader.pipeline import Task, run_task

            stash = self.config.stash
            if ENGINE not in stash:
                stash[ENGINE] = Engine(_needs(self.session))
            require = bool(self.config.getoption("require_sandbox"))
            task = Task(self.exercise, self.path, self.workplace, require_sandbox=require)
            self._verdict = run_task(task, stash[ENGINE])
        return self._verdict


def _needs(session: pytest.Session) -> set[str]:
    """The packages that the collected exercises want besides torch."""
    attempts = [item.parent for item in session.items if isinstance(item, CheckItem)]
    return {need for attempt in attempts for need in attempt.exercise.needs}


class CheckItem(pytest.Item):
    """One check of one attempt."""

    parent: Attempt

    def runtest(self) -> None:
        """Answer as the verdict does."""
        verdict = self.parent.verdict()
        result = next((c for c in verdict.checks if c.name == self.name), None)
        if result is None or result.status == "skipped":
            pytest.skip(result.message if result else "the run was not judged")
        for remark in verdict.remarks:
            self.add_report_section("call", "remark", f"{remark.title}: {remark.message}")
        if result.status == "failed":
            raise CheckFailed(verdict, result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """The failed check and the diagnosis, instead of the grader's traceback."""
        error = excinfo.value
        if isinstance(error, CheckFailed):
            return str(error)
        return f"{type(error).__name__}: {error}\n{getattr(error, 'hint', '')}"

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it failed: the diagnosis' line."""
        verdict = self.parent._verdict
        line = verdict.diagnosis.line if verdict and verdict.diagnosis else None
        return self.path, line - 1 if line else None, f"{self.parent.exercise.name}: {self.name}"


class CheckFailed(Exception):
    """A check does not hold."""

    def __init__(self, verdict: Verdict, result: CheckResult) -> None:
        lines = [result.title]
        if result.expected:
            lines += [f"  expected  {result.expected}", f"  found     {result.found}"]
        if diagnosis := verdict.diagnosis:
            where = f"{verdict.file}:{diagnosis.line}" if diagnosis.line else verdict.file
            lines += [
                f"{diagnosis.code}: {diagnosis.title}",
                f"  {where}",
                f"  {diagnosis.message}",
                f"  {diagnosis.hint}",
            ]
        super().__init__("\n".join(lines))
