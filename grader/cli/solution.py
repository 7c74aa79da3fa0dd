"""`grade solution`: the reference solution, once one's own has passed."""

from __future__ import annotations

import sys

import click

from grader.cli.choices import exercises
from grader.cli.output import console, lines, note, report, whole
from grader.errors import ExitCode, UsageError


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@click.option("--anyway", is_flag=True, help="Show it even before you passed.")
def solution(target: str | None, anyway: bool) -> int:
    """The reference solution, once you passed."""
    from grader import compare, progress
    from grader.workspace import find_place

    place = find_place(target, "solution", anywhere=anyway)
    name = place.name
    passed = compare.ever_passed(progress.read(place.course.root, note).of(name))
    if not passed and not anyway:
        raise UsageError(
            f"{name} has not passed yet: its solution would tell you what to find.",
            f"grade hint {name} helps with the next step. To see it all the same: "
            f"grade solution {name} --anyway",
        )
    content = compare.solution(place)
    if not sys.stdout.isatty():
        report(lambda: whole(content))
        return ExitCode.PASSED
    from grader.render import files

    report(lambda: files.code(console(), content))
    more = "" if passed else " --anyway"
    report(lambda: lines("", f"Beside yours: grade diff {name} --solution{more}"))
    return ExitCode.PASSED
