"""`grade exercise-01`, `grade all`, and `grade` alone."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.output import FORMAT, console, report
from grader.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from grader.pipeline import Task
    from grader.verdict import Verdict


@click.command
@click.argument("target", required=False)
@click.option("--solution", is_flag=True, help="Grade the reference solution.")
@click.option("--file", type=click.Path(path_type=Path), help="Grade this file.")
@click.option("--bonus", is_flag=True, help="Grade the bonus experiment, too.")
@FORMAT
def attempt(target: str | None, solution: bool, file: Path | None, bonus: bool, form: str) -> int:
    """Grade a PyTorch training loop: `grade --help` has examples."""
    if solution and file is not None:
        raise UsageError("--solution and --file name two different files.", "Give one of them.")
    if target is None:
        if solution or file is not None or bonus:
            raise UsageError("Which exercise?", "Name it: grade exercise-01 --file F")
        return overview(form)
    if target == "all":
        if file is not None or bonus:
            option = "--bonus" if bonus else "--file"
            raise UsageError(f"{option} can't be graded for all exercises.", "Name one of them.")
        return grade_all(solution, form)
    return grade_one(target, file, solution, bonus, form)


def grade_one(target: str, file: Path | None, solution: bool, bonus: bool, form: str) -> int:
    """Grade one attempt and report it."""
    from grader.engine import Engine
    from grader.pipeline import find_task, read_attempt, run_task

    task = find_task(target, file, solution, bonus=bonus)
    read_attempt(task.file)  # a wrong name is told before torch is waited for
    with Engine(task.exercise.needs) as engine:
        # Imported while the engine's process imports torch.
        from grader.render import json, text

        verdict = run_task(task, engine)
        if form == "json":
            report(lambda: click.echo(json.verdict(verdict)))
        else:
            report(lambda: text.verdict(console(), verdict, next_command(task, verdict, file)))
    return ExitCode.PASSED if verdict.passed else ExitCode.FAILED


def grade_all(solution: bool, form: str) -> int:
    """Grade every exercise of the course and report one line for each."""
    from concurrent.futures import ThreadPoolExecutor

    from grader.engine import AT_ONCE, Engine
    from grader.pipeline import course_for, find_task, run_task, working_folder

    course = course_for(".", working_folder(), anywhere=solution)
    tasks = [find_task(name, solution=solution) for name in course.names()]
    needs = {need for task in tasks for need in task.exercise.needs}
    with Engine(needs) as engine:
        from grader.render import json, text

        with ThreadPoolExecutor(AT_ONCE) as pool:
            verdicts = list(pool.map(lambda task: run_task(task, engine), tasks))
        if form == "json":
            report(lambda: click.echo(json.verdicts(verdicts)))
        else:
            report(lambda: text.summary(console(), verdicts))
    return ExitCode.PASSED if all(v.passed for v in verdicts) else ExitCode.FAILED


def overview(form: str) -> int:
    """List the exercises, and what to type next."""
    from grader.exercise import pristine
    from grader.pipeline import course_for, working_folder

    course = course_for(".", working_folder())
    rows = []
    for name in course.names():
        exercise = pristine(course, name)
        rows.append((name, exercise.title, exercise.minutes, _state(course.folder(name), exercise)))
    fresh = [name for name, _, _, state in rows if state != "edited"]
    if form == "json":
        import json

        keys = ("exercise", "title", "minutes", "state")
        listed = [dict(zip(keys, row, strict=True)) for row in rows]
        click.echo(json.dumps({"format_version": 1, "exercises": listed}))
    else:
        from grader.render import text

        text.overview(console(), rows, (fresh or [rows[0][0]])[0])
    return ExitCode.PASSED


def _state(folder: Path, exercise: Any) -> str:
    try:
        mine = (folder / "train.py").read_bytes()
    except OSError:
        return "train.py is missing"
    if folder == exercise.folder:
        return "-"  # a checkout that is its own course: nothing to compare with
    return "not started" if mine == exercise.train_file.read_bytes() else "edited"


def next_command(task: Task, verdict: Verdict, file: Path | None) -> str:
    """The one command to type after this verdict."""
    from grader.exercise import find_course

    name = task.exercise.name
    if not verdict.passed:
        own = file is None or file.absolute() == (task.workplace / "train.py").absolute()
        bonus = " --bonus" if task.bonus else ""
        return f"grade {name}{bonus}" + ("" if own else f" --file {shlex.quote(str(file))}")
    course = find_course(task.workplace)
    later = [n for n in course.names() if n > name] if course else []
    return f"grade {later[0]}" if later else "grade"
