"""`grade doctor`: is this machine ready?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.output import FORMAT, console, report
from grader.errors import ExitCode

if TYPE_CHECKING:
    from grader.doctor import Examined


@click.command
@click.option("--stop", is_flag=True, help="End the background process, and look at nothing.")
@FORMAT
def doctor(stop: bool, form: str) -> int:
    """Is this machine ready to grade?

    Looks at Python, torch, torchvision, folders, data, the sandbox and the terminal, changes
    nothing, and says what to do where something is amiss.
    """
    from grader.doctor import ready

    if stop:
        return stop_background(form)
    examined = told_at_once() if form == "text" else told_as_json()
    return ExitCode.PASSED if ready(examined) else ExitCode.ENVIRONMENT


def told_at_once() -> list[Examined]:
    """Examine all, and print each line as soon as it is known."""
    from grader.doctor import EXAMINATIONS, SLOW, examine
    from grader.render import doctor as show

    screen = console()
    examined = []
    for look in (*EXAMINATIONS, *SLOW):
        if look is SLOW[0]:
            report(lambda: show.waiting(screen))
        examined.append(found := examine(look))
        report(lambda found=found: show.line(screen, found))  # type: ignore[misc]  # bound now
    report(lambda: show.summary(screen, examined))
    return examined


def told_as_json() -> list[Examined]:
    """Examine all, and print one object."""
    from grader.doctor import EXAMINATIONS, SLOW, examine, ready
    from grader.render import json

    examined = [examine(look) for look in (*EXAMINATIONS, *SLOW)]
    report(lambda: click.echo(json.doctor(examined, ready(examined))))
    return examined


def stop_background(form: str) -> int:
    """End the background process, if there is one, and say whether there was."""
    from grader import server
    from grader.render import json

    stopped = server.stop_all()
    words = "There is no background process."
    if stopped:
        words = "The background process has ended." if stopped == 1 else f"{stopped} have ended."
    report(lambda: click.echo(json.stopped(bool(stopped)) if form == "json" else words))
    return ExitCode.PASSED
