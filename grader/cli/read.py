"""`grade read`: the task of an exercise."""

from __future__ import annotations

import click

from grader.cli.choices import exercises
from grader.cli.output import console, note, report
from grader.errors import ExitCode


@click.command
@click.argument("target", required=False, shell_complete=exercises)
def read(target: str | None) -> int:
    """The task of an exercise, in the terminal.

    TARGET is an exercise; without it, the one at hand is meant.
    """
    from grader import overview, progress, readme
    from grader.course import course_for, display_path, resolve, working_folder

    start = working_folder()
    course = course_for(target or ".", start)
    if target:
        name = resolve(course, target)
    else:
        name = overview.meant(course, progress.read(course.root, note), start)
    text = readme.text(course, name)
    file = display_path(course.folder(name) / "train.py")
    from grader.render import task as show

    report(lambda: show.task(console(), text, name, file))
    return ExitCode.PASSED
