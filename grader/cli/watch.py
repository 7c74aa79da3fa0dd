"""`grade watch`: a verdict on every save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.chosen import chosen
from grader.cli.memory import remember
from grader.cli.output import SERVER, console, fit, note
from grader.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from grader.course import Course
    from grader.pipeline import Task
    from grader.render.watch import Page
    from grader.verdict import Verdict


@click.command
@click.argument("target", required=False, shell_complete=exercises)
@SERVER
def watch(target: str | None, server: bool) -> int:
    """Grade on every save, from your own editor.

    TARGET is an exercise; without it, the one that the overview leads to.
    """
    from grader.engine import Engine
    from grader.keys import can_press, keys
    from grader.render.watch import Screen
    from grader.watch import Watch

    course, name = chosen(target)
    shown = console()
    screen = Screen(shown, _pages(course, shown), can_press(), fit)
    loop = Watch(
        course,
        screen,
        lambda needs: Engine(needs, shared=server, warm=True),
        lambda task, verdict, content: remember([(task, verdict, content)]),
    )
    try:
        with loop, keys(loop.press, loop.resume):
            loop.loop(name)
    finally:
        screen.close()
    return ExitCode.PASSED


def _pages(course: Course, shown: Console) -> Mapping[str, Page]:
    """What the keys show besides verdicts."""

    def explain(task: Task, verdict: Verdict | None) -> None:
        from grader import pages
        from grader.render import pages as show

        if verdict and verdict.diagnosis and (page := pages.page(verdict.diagnosis.code)):
            show.page(shown, page)

    def listing(task: Task, verdict: Verdict | None) -> None:
        from grader.overview import overview
        from grader.progress import read
        from grader.render import overview as show

        show.overview(shown, overview(course, read(course.root, note)))

    def hint(task: Task, verdict: Verdict | None) -> None:
        from grader.cli.hint import one_more
        from grader.render import hints as show

        show.hints(shown, one_more(course, task.exercise.name)[0], None)

    def the_task(task: Task, verdict: Verdict | None) -> None:
        from grader import readme
        from grader.course import display_path
        from grader.render import task as show

        name = task.exercise.name
        show.task(shown, readme.text(course, name), name, display_path(task.file), watched=True)

    return {"task": the_task, "explain": explain, "list": listing, "hint": hint}
