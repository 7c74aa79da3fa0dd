"""`grade attack`: an exercise against everything that is known to cheat."""

from __future__ import annotations

import click

from grader.cli.choices import exercises
from grader.cli.output import FORMAT, console, report
from grader.cli.waiting import Waiting
from grader.errors import ExitCode

KINDS = ("system", "trick", "loop", "mutant")


@click.command
@click.argument("target", shell_complete=exercises)
@click.option("--only", type=click.Choice(KINDS), multiple=True, help="Try these kinds alone.")
@click.option("--require-sandbox", is_flag=True, help="Refuse unless every layer protects.")
@FORMAT
def attack(target: str, only: tuple[str, ...], require_sandbox: bool, form: str) -> int:
    """For authors: try to cheat an exercise before it is released.

    Runs what is known to cheat against it: code that goes for the machine, code that goes for the
    recorder, wrong loops, and the solution with one mistake in it. Fails if anything scores, or
    gets at a file, a process or a connection that is none of its business.
    """
    from grader.attack import Range
    from grader.render import attack as show

    with Range(target, require_sandbox) as place:
        tried = [each for each in place.attacks() if not only or each.kind in only]
        outcomes = []
        with Waiting(place.task.exercise.name) as waiting:
            for number, each in enumerate(tried, start=1):
                waiting.say(f"{number} of {len(tried)}, {each.kind} {each.name}")
                outcomes.append(place.attempt(each))
    if form == "json":
        from grader.render import json

        report(lambda: click.echo(json.attacks(place.task.exercise.name, outcomes)))
    else:
        report(lambda: show.summary(console(), place.task.exercise, outcomes))
    return ExitCode.FAILED if any(outcome.amiss for outcome in outcomes) else ExitCode.PASSED
