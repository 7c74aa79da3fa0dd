"""`grade new`: the skeleton of an exercise."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import ExitCode


@click.command
@click.argument("name", required=False)
@click.option("--title", default="A new exercise", show_default=True, help="What it is called.")
def new(name: str | None, title: str) -> int:
    """For authors: write the skeleton of an exercise.

    NAME is like exercise-17; without it, the next free number is taken. The skeleton can be graded
    at once, and docs/authoring.md leads on from there.
    """
    from grader.skeleton import write

    for path in (written := write(name, title)):
        click.echo(f"wrote {path}")
    click.echo(f"Next: grade {Path(written[0]).parent.name} --solution")
    return ExitCode.PASSED
