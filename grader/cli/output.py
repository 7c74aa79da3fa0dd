"""Where the commands write: a console, reports that survive a closed pipe, errors in words."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from grader.errors import GraderError

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report; json prints exactly one object.",
)
PROBLEMS = ("gcc", "github")
"""The formats that tell only what there is to mark in a file."""
RESULTS = ("junit", "gradescope", "github-classroom", "prairielearn")
"""The formats of other systems' results, with points."""
GRADING_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *PROBLEMS, *RESULTS]),
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="How to report: text, json (one object), gcc (editors), github (its CI); with points "
    "junit, gradescope, github-classroom, prairielearn.",
)
SERVER = click.option(
    "--server/--no-server",
    default=True,
    help="With the background process, or without.",
)


def console() -> Console:
    """Where text goes: as wide as the terminal, never wider than is read with ease."""
    from rich.console import Console

    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test's stream
    plain = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    fit(plain)
    return plain


def fit(console: Console) -> None:
    """Make a console as wide as its terminal is now."""
    from rich.console import Console

    console.width = min(Console(file=console.file).width, WIDEST)


def report(write: Callable[[], None]) -> None:
    """Write a report; a reader that has gone away changes no exit code, a full disk is told."""
    try:
        write()
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        _drop_output()
    except OSError as error:
        _drop_output()
        raise GraderError(
            f"The report can't be written: {error.strerror}.", "Is the disk full?"
        ) from error


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines(*told: str) -> None:
    """Print lines as they are, for a report; the terminal wraps what is wider than it."""
    plain = console()
    for line in told:
        plain.print(line, soft_wrap=True)


def whole(content: bytes) -> None:
    """Write bytes as they are, for a report that another program reads."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def note(text: str) -> None:
    """Say something beside the report, on standard error."""
    click.echo(_fitted(f"Note: {text}"), err=True)


def show_error(error: GraderError, as_json: bool) -> int:
    """Say what is said instead of a verdict; the exit code."""
    if as_json:
        from grader.render import json

        click.echo(json.error(error))
    else:
        lines = [f"grade: {error.message}", *([error.hint] if error.hint else [])]
        click.echo("\n".join(map(_fitted, lines)), err=True)
    return error.exit_code


def _fitted(line: str) -> str:
    """A line for standard error, broken between words where that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return line
    width = shutil.get_terminal_size().columns
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
