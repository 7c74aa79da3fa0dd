"""`grade init`: the exercises in a folder of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.output import lines, note, report
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.handout import Outcome


@click.command
@click.argument("folder", required=False, metavar="[DIR]")
@click.option("--update", is_flag=True, help="Bring newer exercises; what you edited stays.")
def init(folder: str | None, update: bool) -> int:
    """Copy the exercises to a folder of your own.

    DIR is made where it is not there yet; nothing in it is ever overwritten. With --update, files
    that you have not touched are replaced by newer ones; DIR is then by default the course that
    you are in.
    """
    from grader.course import packaged_course
    from grader.handout import hand_out

    target = _target(folder, update)
    source = packaged_course()
    outcomes = hand_out(source, target, update, note)
    if (source.root / "grader").is_dir():
        note(f'They were copied from "{source.root}" as it is now, edits included.')
    report(lambda: lines(*_told(target, outcomes), *_next(target)))
    return ExitCode.PASSED


def _target(folder: str | None, update: bool) -> Path:
    from grader.course import course_for, working_folder

    if folder is None and update:
        return course_for(".", working_folder()).root
    if not folder or not folder.strip():
        raise UsageError("Which folder?", "Name one, it may be new: grade init my-course")
    return working_folder() / folder


def _told(target: Path, outcomes: Mapping[str, Outcome]) -> list[str]:
    """What became of the files: how many, and by name those that were left alone."""
    from grader.course import display_path
    from grader.words import count, for_shell

    def of(*which: Outcome) -> list[str]:
        return [name for name, outcome in outcomes.items() if outcome in which]

    shown = display_path(target)
    told = [
        "The exercises are in this folder." if shown == "." else f'The exercises are in "{shown}".'
    ]
    if found := of("new"):
        told.append(f"  {count(len(found), 'file')} copied")
    if found := of("replaced"):
        told.append(f"  {count(len(found), 'file')} brought up to date")
    if found := of("current"):
        told.append(f"  {count(len(found), 'file')} there already, nothing to do")
    told += [f"  left alone, it is not as it was handed out: {name}" for name in of("edited")]
    if found := of("outdated"):
        command = f"grade init {for_shell(shown)} --update"
        told.append(f"  {count(len(found), 'file')} older than the grader's own; to renew them:")
        told.append(f"    {command}")
    return told


def _next(target: Path) -> list[str]:
    from grader.course import display_path, working_folder
    from grader.words import for_shell

    here = target.resolve() == working_folder().resolve()
    move = [] if here else [f"  cd {for_shell(display_path(target))}"]
    return ["Next:", *move, "  grade"]
