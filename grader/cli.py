"""The command `grade`. It parses, prints and exits; it never imports torch."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import __version__
from grader.errors import ExitCode, GraderError, Interrupted, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from grader.pipeline import Task
    from grader.verdict import Verdict

EPILOG = """\b
Examples:
  grade                          the course at a glance
  grade exercise-01              grade my attempt (also: grade 1)
  grade exercise-01 --solution   grade the reference solution
  grade exercise-01 --file F     grade another file
  grade exercise-01 --bonus      grade my own network, too
  grade all                      grade every exercise
  grade explain CODE             what a verdict's code means
  grade drill                    a broken loop to mend, for practice

\b
Exit codes:
  0 passed, 1 the attempt failed, 2 wrong usage, 3 the grader's own fault,
  4 this machine can't grade (torch, torchvision), 130 interrupted
"""
DEFAULT = "attempt"
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report; json prints exactly one object.",
)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


class Grade(click.Group):
    """A group of commands; what is no name of a command is an attempt to grade."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Put the default command's name in front where no other command is named."""
        own = {*self.commands, *context.help_option_names, "--version"}
        if not arguments or arguments[0] not in own:
            asks_for_help = set(context.help_option_names) & set(arguments)
            arguments = ["--help"] if asks_for_help else [DEFAULT, *arguments]
        return super().parse_args(context, arguments)

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        """The default command's, since it is what people type."""
        return ["[TARGET] [OPTIONS]"]

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The default command's options and this one's, then the other commands."""
        every = [*self.commands[DEFAULT].params, *self.get_params(context)]
        parts = [part for part in every if isinstance(part, click.Option)]
        records = [r for part in parts if (r := part.get_help_record(context))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        self.format_commands(context, formatter)


@click.group(cls=Grade, epilog=EPILOG, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="gradlings")
def cli() -> None:
    """Grade a PyTorch training loop.

    TARGET is an exercise (exercise-01, 1, or a path to its train.py) or "all". Without it, the
    course is listed.
    """


@cli.command(DEFAULT, hidden=True, context_settings=CONTEXT)
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


@cli.command(context_settings=CONTEXT)
@click.argument("target")
@click.option("--seeds", default=16, show_default=True, help="How many seeds to try.")
@click.option(
    "--loops",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder CODE/*.py of wrong loops  [default: the course's tests/wrong].",
)
def calibrate(target: str, seeds: int, loops: Path | None) -> int:
    """For authors: measure an exercise's margins over many seeds.

    Grades the solution, the stub and the known wrong loops with each seed, and prints how far the
    worst right run and the best wrong run are from each threshold.
    """
    from grader.calibrate import calibrate
    from grader.render import calibration

    report(lambda: calibration.table(console(), calibrate(target, seeds, loops)))
    return ExitCode.PASSED


@cli.command(context_settings=CONTEXT)
@click.argument("name", required=False)
@click.option("--title", default="A new exercise", show_default=True, help="What it is called.")
def new(name: str | None, title: str) -> int:
    """For authors: write the skeleton of an exercise.

    NAME is like exercise-17; without it, the next free number is taken. The skeleton can be graded
    at once, and docs/authoring.md leads on from there.
    """
    from grader.skeleton import write

    for path in (written := write(name, title)):
        click.echo(f"wrote {path}")
    click.echo(f"Next: grade {Path(written[0]).parent.name} --solution")
    return ExitCode.PASSED


@cli.command(context_settings=CONTEXT)
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """What a code of a verdict means, with an example of each.

    CODE is like zero-grad-missing; without it, all codes are listed.
    """
    from grader import pages
    from grader.render import pages as show

    if code is None:
        titles = {
            family: {name: page.title for name in listed if (page := pages.page(name))}
            for family, listed in pages.families().items()
        }
        report(lambda: show.listing(console(), titles))
        return ExitCode.PASSED
    page = pages.page(code.strip().lower())
    if page is None:
        raise UsageError(f'There is no code "{code}".', _nearest(code, pages.codes()))
    report(lambda: show.page(console(), page))
    return ExitCode.PASSED


@cli.command(context_settings=CONTEXT)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--exercise", help="Whose loop is broken  [default: one by chance].")
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

    seed = SystemRandom().randrange(10_000) if seed is None else seed
    made = make(exercise or Random(seed).choice(choices()), seed, level)
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


def grade_drill(file: Path, form: str) -> int:
    """Grade a drill, and tell what was wrong once it passes."""
    from grader.drill import operator_of
    from grader.engine import Engine
    from grader.pipeline import find_task, run_task

    known = _drill(file)
    task = find_task(known[0], file)
    with Engine(task.exercise.needs) as engine:
        from grader.render import json, text

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

    made = make(*_drill(file))
    where = f", line {made.line} of the file as it was" if made.line else ""
    report(lambda: click.echo(f"{made.code}{where} ({made.operator.name}): {made.operator.told}"))
    return ExitCode.PASSED


def _drill(file: Path) -> tuple[str, int, int]:
    """Exercise, seed and level of a drill's file."""
    from grader.drill import read_header
    from grader.pipeline import read_attempt

    if (known := read_header(read_attempt(file).decode("utf-8", "replace"))) is None:
        hint = "Its first line tells which drill it is: keep it. `grade drill` writes a new one."
        raise UsageError(f'"{file}" is no drill.', hint)
    return known


def _nearest(word: str, known: Sequence[str]) -> str:
    """What was meant, or where to look."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1)
    return f"Did you mean: grade explain {near[0]}" if near else "grade explain lists them all."


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


def console() -> Console:
    """Where text goes: as wide as the terminal, never wider than is read with ease."""
    from rich.console import Console

    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test's stream
    plain = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    plain.width = min(plain.width, 100)
    return plain


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; nothing but a student's own traceback reaches a person."""
    sys.exit(_guarded(lambda: cli.main(arguments, standalone_mode=False), arguments))


def report(write: Callable[[], None]) -> None:
    """Write a report; a reader that has gone away changes no exit code, a full disk is told."""
    try:
        write()
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        _drop_output()
    except OSError as error:
        _drop_output()
        raise GraderError(
            f"The report can't be written: {error.strerror}.", "Is the disk full?"
        ) from error


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _guarded(command: Callable[[], int | None], arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    wants_json = "json" in given or "--format=json" in given
    try:
        return int(command() or 0)
    except GraderError as error:
        return _show(error, wants_json)
    except click.ClickException as error:
        hint = "grade --help lists what there is."
        return _show(UsageError(error.format_message(), hint), wants_json)
    except (click.Abort, KeyboardInterrupt):
        return _show(Interrupted("Interrupted."), wants_json)
    except Exception as error:
        if os.environ.get("GRADER_DEBUG"):
            raise
        text = f"The grader failed: {type(error).__name__}: {error}"
        hint = "This is not your fault. Set GRADER_DEBUG=1 and report what it prints."
        return _show(GraderError(text, hint), wants_json)


def _show(error: GraderError, wants_json: bool) -> int:
    if wants_json:
        from grader.render import json

        click.echo(json.error(error))
    else:
        lines = [f"grade: {error.message}", *([error.hint] if error.hint else [])]
        if sys.stderr.isatty():
            width = shutil.get_terminal_size().columns
            lines = [textwrap.fill(line, width, break_long_words=False) for line in lines]
        click.echo("\n".join(lines), err=True)
    return error.exit_code
