"""`grade trace`: a run as it went, in numbers."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.chosen import chosen
from grader.cli.memory import remember
from grader.cli.output import SERVER, console, report
from grader.cli.waiting import Waiting
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.engine import Engine
    from grader.pipeline import Task
    from grader.verdict import Verdict


# How the files end that a page may take the place of: no train.py is lost to a slip.
PAGES = (".html", ".htm")


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@click.option("--solution", is_flag=True, help="Trace the reference solution.")
@click.option("--file", type=click.Path(path_type=Path), help="Trace this file.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page to step through.")
@click.option("--open", "opens", is_flag=True, help="Open that page in the browser.")
@click.option("--compare", is_flag=True, help="Set the solution beside it on the page.")
@SERVER
def trace(
    target: str | None,
    solution: bool,
    file: Path | None,
    html: Path | None,
    opens: bool,
    compare: bool,
    server: bool,
) -> int:
    """See a run in numbers, or step through it on a page.

    TARGET is an exercise; without it, the one at hand is meant. It works for broken loops, too.
    """
    from grader.pipeline import find_task

    if solution and file is not None:
        raise UsageError("--solution and --file name two different files.", "Give one of them.")
    if (compare or opens) and html is None:
        option = "--compare" if compare else "--open"
        raise UsageError(f"{option} is about the page.", "Name it: --html trace.html")
    if html is not None and html.is_file() and html.suffix.lower() not in PAGES:
        raise UsageError(f'"{html}" is there, and is no page.', "Name it: --html trace.html")
    task = find_task(target or chosen(None)[1], file, solution)
    task = replace(task, filmed=True, sampled=html is not None)  # only the page shows samples
    if html is not None:
        return write_page(task, html, opens, compare, server)
    (verdict,) = graded([task], server)
    from grader.render import trace as show

    report(lambda: show.trace(console(), verdict, _named(task, file, solution)))
    return ExitCode.PASSED if verdict.passed else ExitCode.FAILED


def _named(task: Task, file: Path | None, solution: bool) -> str:
    """What names the attempt to a command: the exercise, and the file where it is another one."""
    if solution:
        return f"{task.exercise.name} --solution"
    other = file is not None and not task.own
    return task.exercise.name + (f" --file {shlex.quote(str(file))}" if other else "")


def graded(tasks: Sequence[Task], server: bool) -> list[Verdict]:
    """The verdicts on tasks of one exercise, with their traces."""
    from grader.engine import Engine
    from grader.pipeline import read_task

    sources = [read_task(task) for task in tasks]
    with Engine(tasks[0].exercise.needs, shared=server) as engine:
        return [_run(t, engine, source) for t, source in zip(tasks, sources, strict=True)]


def _run(task: Task, engine: Engine, source: bytes) -> Verdict:
    from grader.pipeline import begin

    running = begin(task, engine, source)
    with Waiting(task.exercise.name) as waiting:
        # Imported while the judge works.
        import grader.playback
        import grader.render.trace  # noqa: F401

        verdict = running.result(waiting.told)
    remember([(task, verdict, source)])
    return verdict


def write_page(task: Task, html: Path, opens: bool, compare: bool, server: bool) -> int:
    """Write the page of a run, with the solution's beside it where that is asked for."""
    from grader.course import display_path
    from grader.pipeline import find_task
    from grader.whole import cannot_write, write_whole

    tasks = [task]
    if compare:
        solution = find_task(task.exercise.name, solution=True, start=task.workplace)
        tasks.append(replace(solution, filmed=True))
    verdict, *others = graded(tasks, server)
    from grader.render.page import page

    try:
        write_whole(html, page(verdict, *others).encode("utf-8"))
    except OSError as error:
        raise cannot_write(html, error) from error
    report(lambda: click.echo(f"Wrote {display_path(html)}: open it in a browser."))
    if opens:
        click.launch(html.absolute().as_uri())
    return ExitCode.PASSED if verdict.passed else ExitCode.FAILED
