"""`grade drill`: a right loop, freshly broken, to mend."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from grader.cli.choices import exercises
from grader.cli.output import FORMAT, console, note, report
from grader.cli.waiting import Waiting
from grader.errors import ExitCode, UsageError


@click.command
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--exercise",
    shell_complete=exercises,
    help="Whose loop is broken  [default: one by chance].",
)
@click.option("--seed", type=click.IntRange(min=0), help="Which of the drills  [default: chance].")
@click.option(
    "--level", type=click.IntRange(1, 3), default=1, show_default=True, help="How hard to see."
)
@click.option("--tell", is_flag=True, help="Say what is wrong in FILE, without grading it.")
@FORMAT
def drill(
    file: Path | None, exercise: str | None, seed: int | None, level: int, tell: bool, form: str
) -> int:
    """A right loop, freshly broken, to mend.

    Without FILE, a new one is written to the current folder. With FILE, that one is graded, and
    once it passes you are told what had been done to it.
    """
    if file is None:
        if tell:
            raise UsageError("--tell needs the file of a drill.", "grade drill FILE --tell")
        return new_drill(exercise, seed, level)
    return tell_drill(file) if tell else grade_drill(file, form)


def new_drill(exercise: str | None, seed: int | None, level: int) -> int:
    """Write a drill to a file of its own, and say how to go on."""
    from random import Random, SystemRandom

    from grader.drill import choices, make
    from grader.engine import Engine

    seed = SystemRandom().randrange(10_000) if seed is None else seed
    with Engine(shared=True) as engine, Waiting("drill"):
        made = make(exercise or Random(seed).choice(_fitting(choices())), seed, level, engine)
    path = Path(f"drill-{made.exercise}-{seed}-{level}.py")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(made.text)
    except FileExistsError as error:
        hint = f"Grade it (grade drill {path}), or take another seed."
        raise UsageError(f'There is a file "{path}" already.', hint) from error
    except OSError as error:
        raise UsageError(f'"{path}" can\'t be written: {error.strerror}.', "") from error
    click.echo(f"Wrote {path}: a loop for {made.exercise}, with one thing wrong in it.")
    click.echo(f"Next: mend it, save it, and run\n  grade drill {path}")
    return ExitCode.PASSED


def _fitting(choices: Sequence[str]) -> Sequence[str]:
    """Of the exercises that can be broken, those that were passed; the first, where none was."""
    from grader import overview, progress
    from grader.course import course_for, working_folder

    course = course_for(".", working_folder(), anywhere=True)
    rows = overview.overview(course, progress.read(course.root, note)).rows
    return [row.exercise for row in rows if row.passed and row.exercise in choices] or choices[:1]


def grade_drill(file: Path, form: str) -> int:
    """Grade a drill, and tell what was wrong once it passes."""
    from grader.drill import operator_of
    from grader.engine import Engine
    from grader.pipeline import find_task, run_task

    known = _drill(file)
    task = find_task(known[0], file)
    with Engine(task.exercise.needs, shared=True) as engine:
        from grader.render import json, text

        with Waiting("drill"):
            verdict = run_task(task, engine)
            broken = operator_of(*known, engine) if verdict.passed else None
        name = shlex.quote(str(file))
        follows = "grade drill" if broken else f"grade drill {name}"
        if form == "json":
            report(lambda: click.echo(json.drill(verdict, broken.name if broken else None)))
        else:
            report(lambda: text.verdict(console(), verdict, follows))
            if broken:
                report(lambda: click.echo(f"\nWhat had been done ({broken.name}): {broken.told}"))
    return ExitCode.PASSED if verdict.passed else ExitCode.FAILED


def tell_drill(file: Path) -> int:
    """Say what was done to the loop of a drill."""
    from grader.drill import make
    from grader.engine import Engine

    with Engine(shared=True) as engine, Waiting("drill"):
        made = make(*_drill(file), engine)
    where = f", line {made.line} of the file as it was" if made.line else ""
    report(lambda: console().print(f"{made.code}{where}: {made.operator.told}"))
    return ExitCode.PASSED


def _drill(file: Path) -> tuple[str, int, int]:
    """Exercise, seed and level of a drill's file."""
    from grader.drill import read_header
    from grader.pipeline import read_attempt

    if (known := read_header(read_attempt(file).decode("utf-8", "replace"))) is None:
        hint = "Its first line tells which drill it is: keep it. `grade drill` writes a new one."
        raise UsageError(f'"{file}" is no drill.', hint)
    return known
