"""What a shell completes: exercises, commands and codes. Nothing here ever raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.course import Course

Items = list["CompletionItem[str]"]


def targets(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """What the default command grades, and the names of the other commands, which start alike."""
    names = [*_exercises(), "all"]
    group = context.find_root().command
    if isinstance(group, click.Group) and not _begun(context):
        names += group.list_commands(context)
    return _matching(names, incomplete) or _file(incomplete)


def exercises(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The exercises of the course around the working folder, else of the grader's own copy."""
    return _matching(_exercises(), incomplete) or _file(incomplete)


def codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The codes that have a page."""
    from grader.pages import codes

    return _matching(codes(), incomplete)


def _exercises() -> list[str]:
    from pathlib import Path

    from grader.course import find_course, packaged_course

    course: Course | None = None
    try:
        course = find_course(Path.cwd())
        return (course or packaged_course()).names()
    except OSError:  # a working folder that is gone, a course that may not be read
        return []


def _begun(context: click.Context) -> bool:
    """Whether the line has an option already, after which no command's name can come."""
    sources = map(context.get_parameter_source, context.params)
    return ParameterSource.COMMANDLINE in sources


def _matching(names: Iterable[str], incomplete: str) -> Items:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _file(incomplete: str) -> Items:
    """Let the shell itself complete what may be a path."""
    return [CompletionItem(incomplete, type="file")] if set(incomplete) & set("./\\~") else []
