"""`grade reset`: a file as it was handed out, and the copies kept of what it held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.output import console, lines, note, report
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.workspace import Copy, Place, Replaced


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@click.option("--given", is_flag=True, help="Put given.py back, not train.py.")
@click.option("--list", "listing", is_flag=True, help="List the copies that are kept.")
@click.option(
    "--restore",
    metavar="[N]",
    is_flag=False,
    flag_value="1",
    help="Bring back a copy: its number in the list, or its name  [the newest].",
)
def reset(target: str | None, given: bool, listing: bool, restore: str | None) -> int:
    """Put train.py back as it was handed out.

    What it held is kept, and --restore brings it back.
    """
    from grader.workspace import file_of, find_place

    if given + listing + (restore is not None) > 1:
        raise UsageError("--given, --list and --restore don't go together.", "Give one of them.")
    place = find_place(target, "reset")
    if listing:
        return list_copies(place)
    if restore is not None:
        return bring_back(place, restore)
    return start_anew(place, "given.py" if given else file_of(target) or "train.py")


def start_anew(place: Place, file: str) -> int:
    """Put a file back as it was handed out."""
    from grader.workspace import reset

    tell(
        place,
        reset(place, file),
        f"{file} of {place.name} is as it was handed out: there is nothing to reset.",
        f"{file} of {place.name} is again as it was handed out.",
        "What it held is kept; to bring it back:",
    )
    return ExitCode.PASSED


def bring_back(place: Place, which: str) -> int:
    """Put a copy in the place of its file, after keeping what is there."""
    from grader.workspace import choose, restore

    copy = choose(_copies(place), which, place.name)
    tell(
        place,
        restore(place, copy),
        f"{copy.file} of {place.name} is the same as that copy: there is nothing to do.",
        f"{copy.file} of {place.name} is again as it was on {_when(copy)}.",
        "What it held until now is kept; to bring that back:",
    )
    return ExitCode.PASSED


def tell(place: Place, done: Replaced, same: str, changed: str, kept: str) -> None:
    """Say what became of a file: `same` or `changed`, and with `kept` the way back."""
    told = [changed if done.changed else same]
    if done.kept is not None:
        told += [kept, f"  grade reset {place.name} --restore {done.kept.name}"]
    report(lambda: lines(*told, f"Next: grade {place.name}"))


def list_copies(place: Place) -> int:
    """List the copies kept of an exercise's files."""
    if not (kept := _copies(place)):
        told = f"No copies of {place.name} are kept: `grade reset` makes one when it replaces"
        report(lambda: lines(f"{told} a file."))
        return ExitCode.PASSED
    from grader.render import files

    report(lambda: files.copies(console(), place.name, kept))
    return ExitCode.PASSED


def _copies(place: Place) -> tuple[Copy, ...]:
    from grader import progress, workspace

    return workspace.copies(place, progress.read(place.course.root, note).of(place.name))


def _when(copy: Copy) -> str:
    return f"{copy.when.astimezone():%Y-%m-%d at %H:%M:%S}"
