"""The grader in a notebook: `%load_ext grader`, the cell magic `%%grade`, and `check()`.

    %%grade exercise-01
    def train(model, criterion, optimizer, loader, epochs): ...

The cell is graded in processes of the grader's own, and never run by the kernel. One engine serves
all cells; it ends with the kernel, and no background process is asked or left behind.
"""

from __future__ import annotations

import atexit
import contextlib
import inspect
import os
import re
import shlex
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cells import Cell, around, below_magic, function_of, with_hint
from grader.errors import Interrupted, UsageError
from grader.pipeline import find_task, run_task
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.engine import Engine

WIDTH = 80


@dataclass(frozen=True, repr=False)
class Report:
    """A verdict as a notebook shows it: HTML where there is any, else text.

    traced  whether the page that steps through the run is shown below it
    """

    verdict: Verdict
    traced: bool = False

    def __repr__(self) -> str:
        from io import StringIO

        from rich.console import Console

        from grader.render import text, trace

        written = StringIO()
        # Left to itself, rich displays each part at once in a kernel, and kernels ask for colour.
        plain = Console(
            file=written,
            width=WIDTH,
            highlight=False,
            force_jupyter=False,
            force_terminal=False,
            color_system=None,
        )
        text.verdict(plain, self.verdict, None)
        if self.traced and self.verdict.trace is not None:
            plain.print()
            trace.trace(plain, self.verdict)
        return "\n".join(line.rstrip() for line in written.getvalue().splitlines())

    def _repr_html_(self) -> str:
        from grader.render import html

        return html.verdict(self.verdict, _page(self.verdict) if self.traced else None)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def check(target: str, train: Any, bonus: bool = False) -> Verdict:
    """The verdict on the function `train`, which a cell or a file defines, at an exercise.

    The text of its cell is graded, with the imports and definitions beside it, in a process of its
    own: what other cells define is not there. In a notebook the verdict shows itself as a report.
    Raises UsageError where there is no such exercise, or no text of the function.
    """
    shell = _shell()
    function = function_of(train)
    file = function.__code__.co_filename
    number = _number_of(shell, file)
    named = file if Path(file).is_file() else f"the cell of {function.__code__.co_name}"
    cell = around(function, f"In [{number}]" if number else named, _history(shell, number))
    if shell is not None:
        _show_verdicts(shell)
    return _grade(target, cell, bonus, function.__globals__)


def load(shell: Any) -> None:
    """`%load_ext grader`: the magic `%%grade`, and the engine, which imports torch meanwhile."""

    def grade(line: str, body: str) -> Report | None:
        return grade_cell(shell, line, body)

    grade.__doc__ = grade_cell.__doc__
    shell.register_magic_function(grade, "cell", "grade")
    shell.set_hook("complete_command", lambda *_: _names(), str_key="%%grade")
    _show_verdicts(shell)
    _WARM.engine_for(())
    warn_of_old_torch()


def unload(shell: Any) -> None:
    """`%unload_ext grader`: the engine ends, and the magic is gone."""
    shell.magics_manager.magics["cell"].pop("grade", None)
    _WARM.close()


def grade_cell(shell: Any, line: str, body: str) -> Report | None:
    """Grade this cell as an attempt: %%grade exercise-01 [--bonus] [--trace]

    The cell defines train(), with all that it needs: it runs in a process of its own, and not in
    the notebook. `--bonus` grades the experiment, too; `--trace` shows the run call by call.
    The report's `verdict` has the numbers.
    """
    given = _parsed(line)
    if given is None:
        return None
    # Newer versions of IPython count the cell that runs now already as done.
    number = len(shell.history_manager.input_hist_raw) - 1
    cell = below_magic(f"In [{number}]", line, body, _raw(shell))
    verdict = _grade(given["target"], cell, given["bonus"], shell.user_ns)
    return Report(verdict, given["trace"])


def _grade(target: str, cell: Cell, bonus: bool, known: Collection[str]) -> Verdict:
    task = find_task(target, file=Path(cell.name), bonus=bonus)
    with _interruptible():
        engine = _WARM.engine_for(task.exercise.needs)
        verdict = run_task(replace(task, filmed=True), engine, cell.graded)
    return with_hint(verdict.with_source(cell.shown), known)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """In a notebook an interrupt is told in words; a script has its own ways."""
    try:
        yield
    except KeyboardInterrupt:
        if _shell() is None:
            raise
        raise Interrupted("Interrupted: there is no verdict.", "The run has been ended.") from None


class _Warm:
    """The engine of this process: kept from cell to cell, ended with the process."""

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self.process = 0

    def engine_for(self, needs: Iterable[str]) -> Engine:
        """An engine that has imported `needs`: the one there is, or a new one."""
        from grader.engine import Engine

        if self.process != os.getpid():  # after a fork, it is the parent's
            self.engine, self.process = None, os.getpid()
            atexit.register(self.close)
        if self.engine is None or not set(needs) <= set(self.engine.needs):
            wanted = {*needs, *(self.engine.needs if self.engine else ())}
            self.close()
            self.engine = Engine(sorted(wanted), warm=True)
        return self.engine

    def close(self) -> None:
        """End it; a fork of this process leaves it alone."""
        if self.engine is not None and self.process == os.getpid():
            engine, self.engine = self.engine, None
            engine.__exit__(None, None, None)


_WARM = _Warm()


@click.command("%%grade", add_help_option=False)
@click.argument("target", required=False)
@click.option("--bonus", is_flag=True)
@click.option("--trace", is_flag=True)
@click.option("--help", "-h", is_flag=True)
def _options(**given: Any) -> None:
    """What may stand in the magic's line."""


def _parsed(line: str) -> dict[str, Any] | None:
    """The exercise and the options in the magic's line; None where help was wanted, and given."""
    usage = "%%grade exercise-01 [--bonus] [--trace]"
    try:
        given = _options.make_context("%%grade", shlex.split(line, comments=True)).params
    except ValueError as error:
        raise UsageError(f'"{line}" can\'t be read: {error}.', f"Write: {usage}") from None
    except click.ClickException as error:
        raise UsageError(error.format_message(), f"Write: {usage}") from None
    if given["help"]:
        click.echo(inspect.getdoc(grade_cell))
        return None
    if given["target"] is None:
        raise UsageError("Which exercise?", f"Name it: {usage}")
    return given


def _names() -> list[str]:
    """What completes the magic's line."""
    from grader.course import find_course, packaged_course

    try:
        return (find_course(Path.cwd()) or packaged_course()).names()
    except OSError:
        return []


def _shell() -> Any:
    """The IPython that runs this, None in any other Python."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _raw(shell: Any) -> str:
    """The cell that runs now, as the notebook shows it; "" where that is not known."""
    try:
        return str(shell.get_parent()["content"]["code"])
    except (AttributeError, KeyError, TypeError):  # IPython in a terminal
        return _history(shell, -1)


def _history(shell: Any, number: int) -> str:
    """The cell of that number, as it was typed; "" where that is not known."""
    try:
        return str(shell.history_manager.input_hist_raw[number]) if number else ""
    except (AttributeError, IndexError):
        return ""


def _number_of(shell: Any, file: str) -> int:
    """The number of the cell that Python knows by the name `file`, 0 where it is none."""
    known: dict[str, int] = getattr(getattr(shell, "compile", None), "_filename_map", {})
    told = re.match(r"<ipython-input-(\d+)-", file)  # IPython 7 in a terminal
    return known.get(file, int(told[1]) if told else 0)


def _show_verdicts(shell: Any) -> None:
    """Have IPython show a verdict as a report, wherever it comes from."""
    formatters = shell.display_formatter.formatters
    formatters["text/html"].for_type(Verdict, lambda v: Report(v)._repr_html_())
    formatters["text/plain"].for_type(Verdict, lambda v, printer, _: printer.text(repr(Report(v))))


def _page(verdict: Verdict) -> str | None:
    """The page that steps through the run, None where nothing ran."""
    if verdict.trace is None:
        return None
    from grader.render.page import page

    return page(verdict)


def warn_of_old_torch() -> None:
    """Say so where this torch is older than those that the numbers were measured with."""
    from importlib import metadata

    from grader.cli.output import note
    from grader.doctor import OLDEST_TORCH

    with contextlib.suppress(metadata.PackageNotFoundError, ValueError):  # told when grading
        version = metadata.version("torch")
        if tuple(map(int, version.split(".")[:2])) < OLDEST_TORCH:
            oldest = ".".join(map(str, OLDEST_TORCH))
            note(f"gradlings is tested with torch {oldest} and later; this is {version}.")
