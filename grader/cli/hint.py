"""`grade hint`: one more hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.chosen import chosen
from grader.cli.output import FORMAT, console, note, report
from grader.errors import ExitCode, ProgressProblem

if TYPE_CHECKING:
    from grader.course import Course
    from grader.hints import Hints


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@FORMAT
def hint(target: str | None, form: str) -> int:
    """One more hint: a question, a place, nearly the line.

    TARGET is an exercise; without it, the one at hand is meant. The hints fit the last verdict,
    and those that you have seen are shown again.
    """
    course, name = chosen(target)
    found, follows = one_more(course, name)
    if form == "json":
        from grader.render import json

        report(lambda: click.echo(json.hints(found, follows)))
    else:
        from grader.render import hints as show

        report(lambda: show.hints(console(), found, follows))
    return ExitCode.PASSED


def one_more(course: Course, name: str) -> tuple[Hints, str]:
    """The hints seen so far and one more, which counts as seen now; and what to type next."""
    from grader import hints, overview, progress

    known = progress.read(course.root, note)
    found = hints.hints(course, name, known.of(name))
    if found.shown > found.seen:
        try:
            known = progress.change(
                course.root, lambda p: p.with_standing(name, hints.kept(p.of(name), found)), note
            )
        except ProgressProblem as problem:
            note(f"The next call shows this hint again: {problem.message}")
    follows = f"grade {name}" if found.needed else overview.overview(course, known).next_command
    return found, follows
