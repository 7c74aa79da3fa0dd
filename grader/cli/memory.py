"""What commands keep of a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.cli.output import note
from grader.errors import ProgressProblem

if TYPE_CHECKING:
    from grader.pipeline import Task
    from grader.verdict import Verdict


def unchanged(task: Task, source: bytes) -> bool:
    """Whether the last verdict on the course folder's own attempt was on this very content."""
    if not task.own:
        return False
    from grader import progress

    standing = progress.read(task.course, note).of(task.exercise.name)
    return bool(standing.graded) and standing.graded[-1] == standing.of(source)


def remember(graded: Sequence[tuple[Task, Verdict, bytes]]) -> None:
    """Keep the verdicts on the course folder's own attempts, for the overview.

    Those of one call are of one moment: none of them is the one to go on with.
    """
    from datetime import UTC, datetime

    from grader import progress

    own = [entry for entry in graded if entry[0].own]
    if not own:
        return

    now = datetime.now(UTC)

    def update(known: progress.Progress) -> progress.Progress:
        for _, verdict, source in own:
            known = known.with_verdict(verdict, source, now)
        return known

    try:
        progress.change(own[0][0].course, update, note)
    except ProgressProblem as problem:
        note(f"This verdict isn't kept for the overview: {problem.message}")
