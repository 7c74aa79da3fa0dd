"""`grade export`: what another system takes to grade an exercise by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import __version__
from grader.cli.choices import exercises
from grader.cli.output import lines, note, report
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.exports.bundle import Package

IMAGE = f"gradlings/grader:{__version__}"
SERVICES = ("gradescope", "github-classroom", "prairielearn")


@click.command
@click.argument("service", type=click.Choice(SERVICES))
@click.argument("exercise", shell_complete=exercises)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it.")
@click.option(
    "--image",
    help=f"What PrairieLearn's container is called: by default {IMAGE}.",
)
def export(service: str, exercise: str, out: Path | None, image: str | None) -> int:
    """For instructors: what a service takes to grade EXERCISE.

    SERVICE is gradescope (a zip to upload), github-classroom (a template repository) or
    prairielearn (a question, and the image that grades it). The grader is in it, and no solution.
    docs/exports.md has a page for each.
    """
    from importlib import import_module

    from grader.course import course_for, pristine, resolve, working_folder
    from grader.exports.bundle import Bundle, write

    if image and service != "prairielearn":
        raise UsageError(f"--image is for prairielearn, not {service}.", "Leave it out.")
    course = course_for(exercise, working_folder(), anywhere=True)
    found = pristine(course, resolve(course, exercise))
    module = import_module(f"grader.exports.{service.replace('-', '_')}")
    package: Package = module.package(Bundle(found, image or IMAGE))
    if (course.root / "grader").is_dir():
        note(f'It is made of "{found.folder}" as it is now, edits included.')
    place = _place(out, f"{found.name}-{service}", package.zipped)
    write(package, place)
    report(lambda: lines(*_told(place, package)))
    return ExitCode.PASSED


def _place(out: Path | None, name: str, zipped: bool) -> Path:
    """Where it goes: where it was told to, or beside what else lies here, by its own name."""
    if not zipped:
        return out or Path(name)
    return out / f"{name}.zip" if out and out.is_dir() else out or Path(f"{name}.zip")


def _told(place: Path, package: Package) -> list[str]:
    from grader.course import display_path
    from grader.words import count

    return [f'Wrote "{display_path(place)}": {count(len(package.files), "file")}.', package.notes]
