"""`grade diff`: my file beside what was handed out, or beside the solution."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.output import console, note, report, whole
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.workspace import Place


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@click.option("--solution", is_flag=True, help="Beside the reference solution, once you passed.")
@click.option("--anyway", is_flag=True, help="With --solution: even before you passed.")
def diff(target: str | None, solution: bool, anyway: bool) -> int:
    """What I changed in train.py since it was handed out.

    With --solution: what is different in the reference solution. Through a pipe, it is a patch.
    """
    from grader import compare
    from grader.workspace import find_place

    if anyway and not solution:
        raise UsageError("--anyway goes with --solution.", "Give both, or none of them.")
    place = find_place(target, "diff")
    if solution:
        _check_passed(place, anyway)
        patch, same = compare.to_solution(place), "the same as the reference solution"
    else:
        patch, same = compare.my_changes(place), "as it was handed out"
    if not patch:
        note(f"train.py of {place.name} is {same}.")
    elif sys.stdout.isatty():
        from grader.render import files

        report(lambda: files.patch(console(), patch))
    else:
        report(lambda: whole(patch))
    return ExitCode.PASSED


def _check_passed(place: Place, anyway: bool) -> None:
    from grader import compare, progress

    if anyway or compare.ever_passed(progress.read(place.course.root, note).of(place.name)):
        return
    raise UsageError(
        f"{place.name} has not passed yet: the solution would tell you what to find.",
        f"grade hint {place.name} helps with the next step. To compare all the same: "
        f"grade diff {place.name} --solution --anyway",
    )
