"""`grade calibrate`: an exercise's margins."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.choices import exercises
from grader.cli.output import console, report
from grader.errors import ExitCode


@click.command
@click.argument("target", shell_complete=exercises)
@click.option("--seeds", default=16, show_default=True, help="How many seeds to try.")
@click.option(
    "--loops",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder CODE/*.py of wrong loops  [default: the course's tests/wrong].",
)
def calibrate(target: str, seeds: int, loops: Path | None) -> int:
    """For authors: measure an exercise's margins over many seeds.

    Grades the solution, the stub and the known wrong loops with each seed, and prints how far the
    worst right run and the best wrong run are from each threshold.
    """
    from grader.calibrate import calibrate
    from grader.render import calibration

    report(lambda: calibration.table(console(), calibrate(target, seeds, loops)))
    return ExitCode.PASSED
