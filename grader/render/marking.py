"""What `grade class` shows: a bar while it goes on, a line for each verdict, a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from grader.classroom.gradebook import Gradebook
from grader.classroom.headway import Headway
from grader.classroom.ledger import Entry
from grader.classroom.tally import counting
from grader.classroom.tally import counts as counts_of
from grader.errors import GraderError
from grader.render.text import STYLES, flowed, plain
from grader.verdict import Verdict
from grader.words import count, for_shell

# How many of the commonest diagnoses are named, and how often the bar is drawn in a second.
NAMED = 5
REFRESH = 4
# How many troubles are told in the terminal; all of them stand in submissions.csv.
TROUBLES = 10
WORDS = {"passed": "passed", "failed": "FAILED", "error": "NOT JUDGED"}


class Bar:
    """How far it is, drawn over and over on one console; gone when it is closed.

    Nothing where that is no terminal.
    """

    def __init__(self, console: Console, headway: Headway) -> None:
        self.headway = headway
        self._progress = Progress(
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("left"),
            console=console,
            auto_refresh=False,
        )
        self._task = self._progress.add_task("", total=None, rate="", visible=False)
        self._says = ""
        moves = console.is_terminal and not console.is_dumb_terminal
        self._live = (
            Live(
                console=console,
                transient=True,
                refresh_per_second=REFRESH,
                get_renderable=self._drawn,
            )
            if moves
            else None
        )

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def say(self, line: str) -> None:
        """What goes on before anything is judged, or after."""
        self._says = line
        self._progress.update(self._task, visible=False)

    def moved(self) -> None:
        """One more was judged."""
        self._says = ""
        headway = self.headway
        self._progress.update(
            self._task, total=headway.total, completed=headway.done, rate=self._rate(), visible=True
        )

    def _rate(self) -> str:
        speed = self._progress.tasks[0].speed
        if not speed:
            return ""
        return f"{speed:.1f}/s" if speed >= 1 else f"{60 * speed:.1f}/min"

    def _drawn(self) -> Group:
        if self._says:
            return Group(Text(f"{self._says} ...", "dim", no_wrap=True))
        return Group(self._progress.get_renderable(), counts(self.headway))


def counts(headway: Headway) -> Text:
    """Passed, failed, and the commonest diagnoses so far, on one line."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{headway.passed} passed", STYLES["passed"])
    line.append(f"  {headway.failed} failed", STYLES["failed"] if headway.failed else "dim")
    if headway.errors:
        line.append(f"  {len(headway.errors)} not judged", STYLES["error"])
    told = ", ".join(f"{code} {number}" for code, number in headway.codes.most_common(NAMED))
    return line.append(f"  {told}", "dim")


def line(entry: Entry, verdict: Verdict | GraderError) -> str:
    """One verdict on one line."""
    status = "error" if isinstance(verdict, GraderError) else verdict.status
    told = f"{flowed(entry.student.name)}  {entry.exercise}  {WORDS[status]}"
    if isinstance(verdict, GraderError):
        return f"{told}  {flowed(verdict.message)}"
    if (found := verdict.diagnosis) is None:
        return told
    return f"{told}  {found.code}" + (f", line {found.line}" if found.line else "")


def summary(
    console: Console,
    book: Gradebook,
    headway: Headway,
    out: Path,
    notes: Sequence[str] = (),
) -> None:
    """What the class came to, what could not be graded, and where the results lie."""
    if book.columns:
        console.print(_table(book))
        console.print()
    if wrong := _wrong(book):
        console.print(Text("What it gets wrong most: ", "bold").append(wrong, "not bold"))
    _tell_troubles(console, book)
    for entry, error in headway.errors.items():
        console.print(Text(f"Not judged: {flowed(entry.file)}: {plain(error.message)}", "yellow"))
    if headway.errors:
        console.print("That is the grader's fault, and no grade: run the same command again.")
    for note in notes:
        console.print(Text(plain(note), "yellow"))
    new = count(headway.done, "submission")
    known = f", {headway.known} known from before" if headway.known else ""
    console.print(f"{new} graded{known}. See first: ", end="")
    console.print(Text(for_shell(out / "class.html"), "bold"), soft_wrap=True)


def _table(book: Gradebook) -> Table:
    grid = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    grid.add_column("exercise")
    for heading in ("handed in", "passed", "failed", "mean points"):
        grid.add_column(heading, justify="right")
    for column in book.columns:
        marks, came_to = counting(book, column), counts_of(book, column)
        worth = [mark.points for mark in marks if mark.points is not None]
        mean = f"{sum(worth) / len(worth):.1f} of {column.points:g}" if worth else "-"
        numbers = (len(marks), came_to.passed, came_to.failed)
        grid.add_row(column.exercise, *map(str, numbers), mean)
    return grid


def _wrong(book: Gradebook) -> str:
    codes = Counter(mark.code for mark in book.marks if mark.counts and mark.code)
    return ", ".join(f"{code} {number}" for code, number in codes.most_common(NAMED))


def _tell_troubles(console: Console, book: Gradebook) -> None:
    for trouble in book.troubles[:TROUBLES]:
        whose = f"{flowed(trouble.student.name)}: " if trouble.student else ""
        named = trouble.file in trouble.reason  # most say by themselves what they are about
        told = Text(f"Not graded: {whose}{'' if named else f'{flowed(trouble.file)}: '}", "yellow")
        console.print(told.append(plain(f"{trouble.reason} {trouble.hint}".strip()), "not bold"))
    if (more := len(book.troubles) - TROUBLES) > 0:
        console.print(f"{more} more could not be graded: submissions.csv lists them.")
