"""Loops that were broken for practice: one of a course's own, in another form, with one mistake."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from grader.course import course_for, pristine, working_folder
from grader.engine import Engine
from grader.errors import UsageError
from grader.operators import Mutant, Operator, all_operators
from grader.pipeline import (
    Task,
    find_task,
    read_attempt,
    run_task,
)
from grader.sites import Loop
from grader.variations import varied

LEVELS = (1, 2, 3)
HEADER = re.compile(r"# grade drill: (exercise-\d{2,}), seed (\d+), level ([1-3])\s*")


@dataclass(frozen=True)
class Drill:
    """A broken loop as a file to mend, and what is wrong with it.

    `code` and `line` are what a teacher would name in `text`; `line` is None where there is none.
    """

    exercise: str
    seed: int
    level: int
    text: str
    operator: Operator
    code: str
    line: int | None


def choices() -> list[str]:
    """The exercises whose loops are broken where none is named: those that need no download."""
    course = course_for(".", working_folder(), anywhere=True)
    return [name for name in course.names() if not pristine(course, name).needs]


def make(exercise: str, seed: int, level: int, engine: Engine | None = None) -> Drill:
    """The drill that always comes of these three; it fails, which has been tried.

    Raises UsageError where there is no such exercise or level, or the exercise has no loop that
    can be broken at that level.
    """
    if level not in LEVELS:
        raise UsageError(f"There is no level {level}.", "The levels are 1, 2 and 3.")
    task = find_task(exercise, solution=True)
    name = task.exercise.name
    random = Random(f"{name} {seed} {level}")
    given = (task.exercise.folder / "given.py").read_text(encoding="utf-8")
    right = bare(read_attempt(task.file).decode("utf-8"))
    text = varied(right, given, random)
    with ExitStack() as stack:
        engine = engine or stack.enter_context(Engine(task.exercise.needs))
        for operator, mutant in _tries(Loop(text, given), level, random):
            head = f"{header(name, seed, level)}\n"
            line = None if mutant.line is None else mutant.line + head.count("\n")
            if _fails(replace(task, file=Path()), head + mutant.text, engine):
                return Drill(name, seed, level, head + mutant.text, operator, mutant.code, line)
    raise UsageError(f'"{name}" has no drill of level {level}.', "Try another level.")


def operator_of(exercise: str, seed: int, level: int, engine: Engine | None = None) -> Operator:
    """What was done to the loop of that drill."""
    return make(exercise, seed, level, engine).operator


def header(exercise: str, seed: int, level: int) -> str:
    """The lines that a drill's file begins with: which one it is, and what to do."""
    return (
        f"# grade drill: {exercise}, seed {seed}, level {level}\n"
        f"# The loop should do what {exercise} asks for, and one thing in it is wrong. Mend it.\n"
    )


def read_header(text: str) -> tuple[str, int, int] | None:
    """Exercise, seed and level of a drill's file; None where it is not one."""
    first = text.removeprefix("\ufeff").partition("\n")[0]
    if found := HEADER.fullmatch(first):
        return found[1], int(found[2]), int(found[3])
    return None


def bare(text: str) -> str:
    """A solution without its docstring, which tells of another mistake, and without its Whys."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    if ast.get_docstring(tree) is not None:
        lines = lines[tree.body[0].end_lineno or 0 :]
    kept, why = [], False
    for line in lines:
        comment = line.lstrip().startswith("#")
        why = comment and (why or line.lstrip().startswith("# Why:"))
        if not why:
            kept.append(line)
    return "".join(kept).lstrip("\n")


def _tries(loop: Loop, level: int, random: Random) -> Iterator[tuple[Operator, Mutant]]:
    """The operators of a level in an order that chance makes, each with one of its mutants."""
    operators = [o for o in all_operators() if o.level == level]
    for operator in random.sample(operators, len(operators)):
        if mutants := [*operator.break_(loop)]:
            yield operator, random.choice(mutants)


def _fails(task: Task, text: str, engine: Engine) -> bool:
    """Whether a text is graded as a failed attempt."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.py"
        file.write_text(text, encoding="utf-8")
        return run_task(replace(task, file=file), engine).status == "failed"
