"""`grade class`: a folder of untrusted submissions becomes grades, feedback and a page."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.output import console, report
from grader.cli.waiting import WARMING
from grader.errors import EnvironmentProblem, ExitCode, GraderError, Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from rich.console import Console

    from grader.classroom.engines import Engine
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.headway import Headway
    from grader.classroom.ledger import Entry
    from grader.classroom.roster import Roster
    from grader.classroom.run import Class
    from grader.classroom.submission import Trouble
    from grader.verdict import Verdict

DUE = click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S%z"))


@click.command("class")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="RESULTS",
    help="The folder for results.",
)
@click.option(
    "--exercise",
    "only",
    multiple=True,
    metavar="EXERCISE",
    shell_complete=exercises,
    help="Grade this exercise alone; may be repeated.",
)
@click.option(
    "--only",
    "students",
    multiple=True,
    metavar="STUDENT",
    help="Grade this student alone, by name or key; may be repeated.",
)
@click.option("--regrade", is_flag=True, help="Grade what was graded before, too.")
@click.option(
    "--due",
    type=DUE,
    metavar="WHEN",
    help='When it was due, in local time, as "2026-11-30 18:00": what came later is late.',
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="The gradebook exported from Canvas or Moodle, to be filled in.",
)
@click.option(
    "-j", "processes", type=click.IntRange(1), metavar="N", help="How many are graded at a time."
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on this Dask cluster instead.")
@click.option("--unconfined", is_flag=True, help="Grade even without all layers of protection.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report; json is one object on a line for each submission.",
)
def class_(
    submissions: Path,
    out: Path,
    only: tuple[str, ...],
    students: tuple[str, ...],
    regrade: bool,
    due: datetime | None,
    roster: Path | None,
    processes: int | None,
    scheduler: str | None,
    unconfined: bool,
    form: str,
) -> int:
    """For instructors: grade a whole class.

    SUBMISSIONS is a folder with a folder for each student, or with files named like
    ana_exercise-01.py; a GitHub Classroom checkout; or what Gradescope, Canvas or Moodle lets you
    download. Nothing in it is followed, unpacked to the disk, or run outside of the sandbox.

    RESULTS gets grades.csv, gradebooks for Canvas and Moodle, junit.xml, class.html, feedback for
    each student, and a ledger. The same command goes on after an interruption, and grades only what
    is new when more was handed in.
    """
    from grader.classroom import roster as rosters

    if scheduler is not None and processes is not None:
        raise UsageError("-j is for this machine alone.", "Leave it out: the cluster has its own.")
    if scheduler is None and not unconfined:
        _require_all_layers()
    about = _about(only, students, due)
    known_students = rosters.read(roster) if roster else None

    def engine(entries: Iterable[Entry]) -> AbstractContextManager[Engine]:
        if scheduler is not None:
            from grader.classroom.engines.dask import Dask

            return Dask(scheduler, not unconfined)
        from grader.classroom.engines.local import Local

        needs = {need for e in entries for need in about.exercises[e.exercise].needs}
        return Local(needs, processes or _processors(), not unconfined)

    return grade_class(submissions, out, about, engine, regrade, known_students, form)


def grade_class(
    submissions: Path,
    out: Path,
    about: Class,
    engine_for: Callable[[Iterable[Entry]], AbstractContextManager[Engine]],
    regrade: bool,
    roster: Roster | None,
    form: str,
) -> int:
    """Read, grade, and report; what is done is kept, whatever interrupts it."""
    from grader.classroom import run
    from grader.classroom.collect import collect
    from grader.classroom.headway import Headway
    from grader.classroom.ledger import NAME, Ledger
    from grader.render import lms, marking
    from grader.results import Results

    found = collect(submissions, list(about.exercises), about.only)
    begun = list(islice(found, 1))  # a wrong name is told before there is a folder for results
    if not begun and not (out / NAME).exists():
        raise _nothing(submissions, about)
    tell, headway = _teller(form, about), Headway()
    failed: dict[Entry, GraderError] = {}
    with ExitStack() as stack:
        results = Results(out, about)
        ledger = stack.enter_context(Ledger(out))
        bar = stack.enter_context(marking.Bar(_beside(), headway))
        try:
            reading = f"reading {submissions.name}"
            troubles = run.take_in(
                ledger, chain(begun, found), lambda number: bar.say(f"{reading}: {number}")
            )
            known, new = run.pending(ledger, about, regrade)
            if not (known or new or troubles):
                raise _nothing(submissions, about)
            headway.total, headway.known = len(new), len(known)
            for trouble in troubles:
                tell.trouble(trouble)
            for entry in known:
                results.missing_feedback(entry, ledger)
                if verdict := ledger.verdict(entry, about.edition(entry.exercise)):
                    tell.known(entry, verdict)
            if new:
                bar.say(WARMING)
                engine = stack.enter_context(engine_for(new))
                for entry, answer in run.judged(ledger, about, engine, new, results.feedback):
                    headway.count(answer)
                    bar.moved()
                    tell.judged(entry, answer)
                    if isinstance(answer, GraderError):
                        failed[entry] = answer
        except KeyboardInterrupt:
            told = f"Interrupted: {headway.done} of {headway.total} were graded, and are kept."
            raise Interrupted(told, "The same command goes on where it was.") from None
        bar.say("writing the results")
        book = run.gradebook(ledger, about, troubles, failed)
        results.write(book, roster)
    tell.done(book, headway, out, failed, lms.notes(book, roster) if roster else ())
    return ExitCode.GRADER if failed else ExitCode.PASSED


class _Text:
    """Tells people: each verdict on a line where no bar is drawn, and what came of it all."""

    def __init__(self) -> None:
        self.lines = not sys.stdout.isatty()

    def trouble(self, trouble: Trouble) -> None:
        """Told at the end, together."""

    def known(self, entry: Entry, verdict: Verdict) -> None:
        """Told by their number alone."""

    def judged(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """One line."""
        from grader.render import marking

        if self.lines:
            report(lambda: click.echo(marking.line(entry, answer)))

    def done(
        self,
        book: Gradebook,
        headway: Headway,
        out: Path,
        failed: Mapping[Entry, GraderError],
        notes: Sequence[str],
    ) -> None:
        """The summary."""
        from grader.render import marking

        report(lambda: marking.summary(console(), book, headway, out, failed, notes))


class _Json:
    """Tells programs: one object on a line for each submission, and for what is none."""

    def __init__(self, about: Class) -> None:
        self.about = about

    def trouble(self, trouble: Trouble) -> None:
        """What could not be graded."""
        from grader.render import json

        report(lambda: click.echo(json.trouble(trouble)))

    def known(self, entry: Entry, verdict: Verdict) -> None:
        """A verdict of an earlier run."""
        self._tell(entry, verdict, known=True)

    def judged(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """A verdict of this one."""
        self._tell(entry, answer, known=False)

    def _tell(self, entry: Entry, answer: Verdict | GraderError, known: bool) -> None:
        from grader.render import json

        exercise, late = self.about.exercises[entry.exercise], self.about.late(entry)
        report(lambda: click.echo(json.submission(entry, exercise, late, known, answer)))

    def done(
        self,
        book: Gradebook,
        headway: Headway,
        out: Path,
        failed: Mapping[Entry, GraderError],
        notes: Sequence[str],
    ) -> None:
        """The lines have told it all."""


def _teller(form: str, about: Class) -> _Text | _Json:
    return _Json(about) if form == "json" else _Text()


def _about(only: Sequence[str], students: tuple[str, ...], due: datetime | None) -> Class:
    """What is asked for, of the course around the working folder, else of the grader's own."""
    from grader.classroom.run import Class, exercises_of
    from grader.course import course_for, resolve, working_folder

    course = course_for(".", working_folder(), anywhere=True)
    names = tuple(dict.fromkeys(resolve(course, name) for name in only))
    # A time without a zone is this machine's.
    return Class(exercises_of(course), names, students, due.astimezone() if due else None)


def _nothing(submissions: Path, about: Class) -> UsageError:
    """There is nothing to grade and nothing to report."""
    whose = f" of {_quoted(about.students)}" if about.students else ""
    of = f" for {', '.join(about.only)}" if about.only else ""
    return UsageError(
        f'There is no submission{whose}{of} in "{submissions}".',
        "It takes a folder for each student (ana/exercise-01/train.py), or files named like "
        "ana_exercise-01.py. Files that do not say which exercise they are: --exercise exercise-01",
    )


def _quoted(words: Iterable[str]) -> str:
    return " or ".join(f'"{word}"' for word in words)


def _require_all_layers() -> None:
    """Raise EnvironmentProblem where something is missing that keeps students' code apart."""
    from grader import launch

    if missing := launch.missing():
        told = "; ".join(f"{layer}: {reason}" for layer, reason in missing.items())
        raise EnvironmentProblem(
            f"The sandbox is not whole: {told}.",
            "Nothing was run. `grade doctor` tells more; --unconfined grades with what there is, "
            "which is for code that you trust.",
        )


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _beside() -> Console:
    """A console on standard error, for what is no report."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False, markup=False)
