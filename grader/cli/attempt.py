"""`grade exercise-01`, `grade all`, and `grade` alone."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.choices import targets
from grader.cli.memory import remember, unchanged
from grader.cli.output import (
    GRADING_FORMAT,
    PROBLEMS,
    RESULTS,
    SERVER,
    console,
    note,
    report,
    whole,
)
from grader.cli.waiting import Waiting
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.pipeline import Task
    from grader.verdict import Verdict


@click.command
@click.argument("target", required=False, shell_complete=targets)
@click.option("--solution", is_flag=True, help="Grade the reference solution.")
@click.option("--file", type=click.Path(path_type=Path), help="Grade this file.")
@click.option("--bonus", is_flag=True, help="Grade the bonus experiment, too.")
@click.option("--require-sandbox", is_flag=True, help="Refuse unless every layer protects.")
@SERVER
@GRADING_FORMAT
def attempt(
    target: str | None,
    solution: bool,
    file: Path | None,
    bonus: bool,
    require_sandbox: bool,
    server: bool,
    form: str,
) -> int:
    """Grade a PyTorch training loop: `grade --help` has examples."""
    if solution and file is not None:
        raise UsageError("--solution and --file name two different files.", "Give one of them.")
    if target is None:
        if solution or file is not None or bonus:
            raise UsageError("Which exercise?", "Name it: grade exercise-01 --file F")
        if form in (*PROBLEMS, *RESULTS):
            hint = f"Name an exercise, or all of them: grade all --format {form}"
            raise UsageError(f'"{form}" is for verdicts, and nothing was graded.', hint)
        return overview(form)
    if target == "all":
        if file is not None or bonus:
            option = "--bonus" if bonus else "--file"
            raise UsageError(f"{option} can't be graded for all exercises.", "Name one of them.")
        return grade_all(solution, require_sandbox, server, form)
    from grader.pipeline import find_task

    task = find_task(target, file, solution, bonus=bonus)
    task = replace(task, require_sandbox=require_sandbox)
    return grade_one(task, file, server, form)


def grade_one(task: Task, file: Path | None, server: bool, form: str) -> int:
    """Grade one attempt and report it; `file` is what the user called it, if anything."""
    from grader.engine import Engine
    from grader.pipeline import begin, read_task

    source = read_task(task)  # a wrong name is told before torch is waited for
    with Engine(task.exercise.needs, shared=server) as engine:
        running = begin(task, engine, source)
        with Waiting(task.exercise.name) as waiting:
            # Imported while the judge works.
            from grader.render import json, problems, text

            verdict = running.result(waiting.told)
        if form == "json":
            report(lambda: click.echo(json.verdict(verdict)))
        elif form in PROBLEMS:
            report(lambda: click.echo(problems.FORMATS[form]([verdict])))
        elif form in RESULTS:
            report_results([(task, verdict)], form)
        else:
            follows, same = next_command(task, verdict, file), unchanged(task, source)
            report(lambda: text.verdict(console(), verdict, follows, same))
        remember([(task, verdict, source)])
    return ExitCode.PASSED if verdict.passed else ExitCode.FAILED


def grade_all(solution: bool, require_sandbox: bool, server: bool, form: str) -> int:
    """Grade every exercise of the course and report one line for each."""
    from concurrent.futures import ThreadPoolExecutor

    from grader.course import course_for, working_folder
    from grader.engine import AT_ONCE, Engine
    from grader.pipeline import find_task, read_task, run_task

    course = course_for(".", working_folder(), anywhere=solution)
    found = [find_task(name, solution=solution) for name in course.names()]
    tasks = [replace(task, require_sandbox=require_sandbox) for task in found]
    needs = {need for task in tasks for need in task.exercise.needs}
    with Engine(needs, shared=server) as engine:
        from grader.render import json, problems, text

        sources = [read_task(task) for task in tasks]
        with ThreadPoolExecutor(AT_ONCE) as pool, Waiting("all") as waiting:
            verdicts = []
            for verdict in pool.map(lambda t, s: run_task(t, engine, s), tasks, sources):
                verdicts.append(verdict)
                waiting.say(f"{len(verdicts)} of {len(tasks)}")
        if form == "json":
            report(lambda: click.echo(json.verdicts(verdicts)))
        elif form in PROBLEMS:
            report(lambda: click.echo(problems.FORMATS[form](verdicts)))
        elif form in RESULTS:
            report_results(list(zip(tasks, verdicts, strict=True)), form)
        else:
            report(lambda: text.summary(console(), verdicts))
        remember(list(zip(tasks, verdicts, sources, strict=True)))
    return ExitCode.PASSED if all(v.passed for v in verdicts) else ExitCode.FAILED


def report_results(pairs: Sequence[tuple[Task, Verdict]], form: str) -> None:
    """Write the verdicts with their points, as another system takes them."""
    from grader.points import graded
    from grader.render import results

    found = results.FORMATS[form]([graded(task.exercise, verdict) for task, verdict in pairs])
    report(lambda: whole(f"{found}\n".encode()))  # UTF-8, whatever the terminal's encoding


def overview(form: str) -> int:
    """The course at a glance."""
    from grader import overview, progress
    from grader.course import course_for, working_folder

    course = course_for(".", working_folder())
    found = overview.overview(course, progress.read(course.root, note))
    if form == "json":
        from grader.render import json

        report(lambda: click.echo(json.overview(found)))
    else:
        from grader.render import overview as show

        report(lambda: show.overview(console(), found))
    return ExitCode.PASSED


def next_command(task: Task, verdict: Verdict, file: Path | None) -> str | None:
    """The one command to type after this verdict; none where it is another file that passed."""
    from grader.course import find_course

    name = task.exercise.name
    if not verdict.passed:
        bonus = " --bonus" if task.bonus else ""
        other = file is not None and not task.own
        return f"grade {name}{bonus}" + (f" --file {shlex.quote(str(file))}" if other else "")
    if not task.own:
        return None
    course = find_course(task.workplace)
    later = [n for n in course.names() if n > name] if course else []
    return f"grade read {later[0]}" if later else "grade"
