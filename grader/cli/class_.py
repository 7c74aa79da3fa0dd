"""`grade class`: a folder of untrusted submissions becomes grades, feedback and a page."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.choices import exercises
from grader.cli.waiting import WARMING
from grader.errors import ExitCode, Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from rich.console import Console

    from grader.classroom.engines import Engine
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.headway import Headway
    from grader.classroom.ledger import Entry, Ledger
    from grader.classroom.roster import Roster
    from grader.classroom.run import Class
    from grader.classroom.submission import Submission, Trouble
    from grader.cli.telling import Teller
    from grader.results import Results


def moment(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    """A day, which lasts to its end, or a time; this machine's where no zone is told."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        hint = 'Write it as "2026-11-30" or "2026-11-30 18:00".'
        raise UsageError(f'--due "{value}" is no time.', hint) from None
    if len(value) == len("2026-11-30"):
        found += timedelta(days=1, microseconds=-1)
    return found.astimezone()


UNCONFINED_HINT = (
    "Nothing was run. `grade doctor` tells more; --unconfined grades with what there is, "
    "which is for code that you trust."
)


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
    callback=moment,
    metavar="WHEN",
    help='When it was due, as "2026-11-30", "2026-11-30 18:00": what came later is late.',
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
    if out.resolve() == submissions.resolve():
        raise UsageError("The results need a folder of their own.", "Name another: --out RESULTS")
    if scheduler is None and not unconfined:
        from grader import launch

        launch.require_all(UNCONFINED_HINT)
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
    from grader.classroom.headway import Headway
    from grader.classroom.ledger import Ledger
    from grader.cli.telling import People, Programs
    from grader.render import lms, marking
    from grader.results import Results

    found = _found(submissions, out, about)
    tell: Teller = Programs(about) if form == "json" else People()
    headway = Headway()
    with ExitStack() as stack:
        results = Results(out, about)
        ledger = stack.enter_context(Ledger(out))
        bar = stack.enter_context(marking.Bar(_beside(), headway))
        with _kept(headway):
            reading = f"reading {submissions.name}"
            troubles = run.take_in(ledger, found, lambda n: bar.say(f"{reading}: {n}"))
            _refuse_unknown(about, ledger, troubles)
            known, new = run.pending(ledger, about, regrade)
            if not (known or new or troubles):
                raise _nothing(submissions, about)
            headway.total, headway.known = len(new), len(known)
            _tell_known(tell, troubles, known, ledger, results)
            if new:
                bar.say(WARMING)
                engine = stack.enter_context(engine_for(new))
                for entry, answer in run.judged(ledger, about, engine, new, results.feedback):
                    headway.count(entry, answer)
                    bar.moved()
                    tell.judged(entry, answer)
        bar.say("writing the results")
        others = roster.absent if roster else lambda students: ()
        book = run.gradebook(ledger, about, troubles, headway.errors, others)
        results.write(book, roster)
    notes = (*_undated(about, book), *(lms.notes(book, roster) if roster else ()))
    tell.done(book, headway, out, notes)
    return ExitCode.GRADER if headway.errors else ExitCode.PASSED


def _found(submissions: Path, out: Path, about: Class) -> Iterator[Submission | Trouble]:
    """What was handed in; a wrong name is told before there is a folder for results."""
    from grader.classroom.collect import collect
    from grader.classroom.ledger import NAME

    found = collect(submissions, list(about.exercises), about.only)
    begun = list(islice(found, 1))
    if not begun and not (out / NAME).exists():
        raise _nothing(submissions, about)
    return chain(begun, found)


def _tell_known(
    tell: Teller,
    troubles: Iterable[Trouble],
    known: Iterable[Entry],
    ledger: Ledger,
    results: Results,
) -> None:
    """Tell what needs no grading."""
    for trouble in troubles:
        tell.trouble(trouble)
    for entry in known:
        results.missing_feedback(entry, ledger)
        tell.known(entry, partial(ledger.verdict, entry, results.about.edition(entry.exercise)))


@contextmanager
def _kept(headway: Headway) -> Iterator[None]:
    """Say, where the user interrupts it, that what is done is kept."""
    try:
        yield
    except KeyboardInterrupt:
        told = f"Interrupted: {headway.done} of {headway.total} were graded, and are kept."
        raise Interrupted(told, "The same command goes on where it was.") from None


def _about(only: Sequence[str], students: tuple[str, ...], due: datetime | None) -> Class:
    """What is asked for, of the course around the working folder, else of the grader's own."""
    from grader.classroom.run import Class, exercises_of
    from grader.course import course_for, resolve, working_folder

    course = course_for(".", working_folder(), anywhere=True)
    names = tuple(dict.fromkeys(resolve(course, name) for name in only))
    return Class(exercises_of(course), names, students, due)


def _refuse_unknown(about: Class, ledger: Ledger, troubles: Iterable[Trouble]) -> None:
    """Raise UsageError where a student is asked for whom nobody knows."""
    if not about.students:
        return
    students = [entry.student for entry in ledger.entries()]
    students += [trouble.student for trouble in troubles if trouble.student is not None]
    known = {name.casefold(): name for s in students for name in (s.name, s.key)}
    for asked in about.students:
        if known and asked.casefold() not in known:
            from difflib import get_close_matches

            near = get_close_matches(asked.casefold(), known, n=1)
            hint = f'Did you mean "{known[near[0]]}"?' if near else "grades.csv has their names."
            raise UsageError(f'There is no student "{asked}".', hint)


def _undated(about: Class, book: Gradebook) -> tuple[str, ...]:
    """What is said where --due could tell nothing."""
    if about.due is None or any(mark.handed_in for mark in book.marks):
        return ()
    return ("--due told nothing: no submission says when it was handed in.",)


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


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _beside() -> Console:
    """A console on standard error, for what is no report."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False, markup=False)
