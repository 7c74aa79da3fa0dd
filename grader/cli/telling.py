"""Whom `grade class` tells what: people, who read lines, or programs, which read JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import click

from grader.classroom.gradebook import Gradebook
from grader.classroom.headway import Headway
from grader.classroom.ledger import Entry
from grader.classroom.run import Class
from grader.classroom.submission import Trouble
from grader.cli.output import console, report
from grader.errors import GraderError
from grader.render import json, marking
from grader.verdict import Verdict


class Teller(Protocol):
    """Tells what comes of a class while it is graded."""

    def trouble(self, trouble: Trouble) -> None:
        """What could not be graded."""

    def known(self, entry: Entry, verdict: Callable[[], Verdict | None]) -> None:
        """What an earlier run graded; its verdict is read where it is told."""

    def judged(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """What this run graded, or failed at."""

    def done(self, book: Gradebook, headway: Headway, out: Path, notes: Sequence[str]) -> None:
        """What came of it all."""


class People:
    """A line for each verdict where no bar is drawn, and a summary."""

    def __init__(self) -> None:
        self.lines = not sys.stdout.isatty()

    def trouble(self, trouble: Trouble) -> None:
        """Told at the end, together."""

    def known(self, entry: Entry, verdict: Callable[[], Verdict | None]) -> None:
        """Told by their number alone."""

    def judged(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """One line."""
        if self.lines:
            report(lambda: click.echo(marking.line(entry, answer)))

    def done(self, book: Gradebook, headway: Headway, out: Path, notes: Sequence[str]) -> None:
        """The summary."""
        report(lambda: marking.summary(console(), book, headway, out, notes))


class Programs:
    """One object on a line for each submission, and for what is none."""

    def __init__(self, about: Class) -> None:
        self.about = about

    def trouble(self, trouble: Trouble) -> None:
        """One line, without a verdict."""
        report(lambda: click.echo(json.trouble(trouble)))

    def known(self, entry: Entry, verdict: Callable[[], Verdict | None]) -> None:
        """One line, which says that it was known."""
        if (found := verdict()) is not None:
            self._tell(entry, found, known=True)

    def judged(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """One line."""
        self._tell(entry, answer, known=False)

    def done(self, book: Gradebook, headway: Headway, out: Path, notes: Sequence[str]) -> None:
        """The lines have told it all."""

    def _tell(self, entry: Entry, answer: Verdict | GraderError, known: bool) -> None:
        exercise, late = self.about.exercises[entry.exercise], self.about.late(entry)
        report(lambda: click.echo(json.submission(entry, exercise, late, known, answer)))
