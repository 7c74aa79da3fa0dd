"""`grade read`: the task of an exercise."""

from __future__ import annotations

import click

from grader.cli.choices import exercises
from grader.cli.chosen import chosen
from grader.cli.output import console, report
from grader.errors import ExitCode


@click.command
@click.argument("target", required=False, shell_complete=exercises)
def read(target: str | None) -> int:
    """The task of an exercise, in the terminal.

    TARGET is an exercise; without it, the one at hand is meant.
    """
    from grader import readme
    from grader.course import display_path

    course, name = chosen(target)
    text = readme.text(course, name)
    file = display_path(course.folder(name) / "train.py")
    from grader.render import task as show

    report(lambda: show.task(console(), text, name, file))
    return ExitCode.PASSED
