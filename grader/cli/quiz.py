"""`grade quiz`: the questions of an exercise."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.chosen import chosen
from grader.cli.output import console, note, report
from grader.errors import ExitCode, ProgressProblem, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from grader.course import Course
    from grader.exercise import Exercise, Quiz
    from grader.progress import Progress


class Left(Exception):
    """The quiz was left before its end."""


@click.command
@click.argument("target", required=False, shell_complete=exercises)
def quiz(target: str | None) -> int:
    """A few questions on an exercise.

    TARGET is an exercise; without it, the one graded last is meant. Type the letter of an
    answer and Enter; q leaves. The best score is kept.
    """
    from grader import progress
    from grader.course import pristine

    course, name = chosen(target, passed=True)
    exercise = pristine(course, name)
    if not exercise.quiz:
        raise UsageError(f'"{exercise.name}" has no quiz.', f"Its task: grade read {exercise.name}")
    out = console()
    try:
        right = ask_all(out, exercise)
    except (Left, KeyboardInterrupt) as end:
        from grader.render import quiz as show

        report(lambda: show.left(out, exercise.name))
        interrupted = isinstance(end, KeyboardInterrupt)
        return ExitCode.INTERRUPTED if interrupted else ExitCode.PASSED
    finish(out, course, progress.read(course.root, note), exercise, right)
    return ExitCode.PASSED


def ask_all(out: Console, exercise: Exercise) -> int:
    """Ask one question after the other; how many were answered right."""
    from grader.render import quiz as show

    report(lambda: show.heading(out, exercise))
    right = 0
    for number, question in enumerate(exercise.quiz, 1):
        report(partial(show.question, out, number, len(exercise.quiz), question))
        chosen = ask(out, question)
        report(partial(show.answer, out, question, chosen))
        right += chosen == question.right
    return right


def ask(out: Console, question: Quiz) -> int:
    """The answer that a person chooses, asked for until it is one; Left where they leave."""
    from grader.quiz import choice, leaves
    from grader.render import quiz as show

    while True:
        report(lambda: show.prompt(out, question))
        typed = typed_line()
        if typed is None or leaves(typed):
            raise Left
        chosen = choice(question, typed)
        if chosen is not None:
            return chosen
        report(partial(show.no_answer, out, question, typed))


def typed_line() -> str | None:
    """The next line of standard input, None at its end; one from a pipe is shown as if typed."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    with suppress(AttributeError, ValueError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test's stream
    try:
        line = sys.stdin.readline()
    except OSError:
        line = ""
    if not (line and sys.stdin.isatty()):
        report(lambda: click.echo(line.rstrip("\r\n")))
    return line or None


def finish(out: Console, course: Course, known: Progress, exercise: Exercise, right: int) -> None:
    """Keep the best score, and say it with the next command."""
    from grader import overview, progress, quiz
    from grader.render import quiz as show

    name = exercise.name
    score = quiz.score(known.of(name), right, len(exercise.quiz))
    try:
        known = progress.change(
            course.root, lambda p: p.with_standing(name, quiz.kept(p.of(name), score)), note
        )
    except ProgressProblem as problem:
        note(f"This score isn't kept: {problem.message}")
    follows = overview.overview(course, known).next_command
    report(lambda: show.score(out, score, follows))
