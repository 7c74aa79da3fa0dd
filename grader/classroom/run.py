"""A class's way from what was handed in to a gradebook, in four steps that share a ledger.

collect ──► take_in ──► pending ──► judged ──► gradebook
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from grader.checks import names
from grader.classroom.edition import exercise_edition, grader_edition
from grader.classroom.engines import Answer, Engine, Work
from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.ledger import Edition, Entry, Ledger
from grader.classroom.names import slug
from grader.classroom.submission import Student, Submission, Trouble
from grader.course import Course, pristine
from grader.errors import CourseError, GraderError
from grader.exercise import Exercise
from grader.points import points
from grader.verdict import Verdict

# How many submissions are written down at a time.
BATCH = 100
FEEDBACK = "feedback"


@dataclass(frozen=True)
class Class:
    """What a run is about: the exercises that it may meet, and which it grades.

    exercises  by name, from the grader's own copy
    only       the exercises asked for; all where empty
    students   the students asked for, by key or name; all where empty
    due        when it had to be handed in; None where nobody says
    """

    exercises: Mapping[str, Exercise]
    only: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    due: datetime | None = None

    def asks_for(self, entry: Entry) -> bool:
        """Whether a submission is one that is to be graded now."""
        student = {entry.student.key.casefold(), entry.student.name.casefold()}
        wanted = not self.students or student & {s.casefold() for s in self.students}
        known = entry.exercise in self.exercises
        return known and bool(wanted) and (not self.only or entry.exercise in self.only)

    def edition(self, exercise: str) -> Edition:
        """What a verdict on the exercise goes with today."""
        return Edition(exercise_edition(self.exercises[exercise]), grader_edition())

    def late(self, entry: Entry) -> bool | None:
        """Whether a submission was late: by its time where that and the due one are known."""
        if self.due is not None and entry.handed_in is not None:
            return entry.handed_in > self.due
        return entry.late


def exercises_of(course: Course) -> Mapping[str, Exercise]:
    """The course's exercises, from the grader's own copy; CourseError where a weight is off."""
    found = {name: pristine(course, name) for name in course.names()}
    for exercise in found.values():
        if unknown := set(exercise.weights) - set(names(exercise)):
            raise CourseError(
                f'"{exercise.folder / "exercise.toml"}" gives a weight to "{min(unknown)}", which '
                "is no check of it.",
                f"Its checks are: {', '.join(names(exercise))}.",
            )
    return found


def take_in(
    ledger: Ledger,
    found: Iterable[Submission | Trouble],
    news: Callable[[int], None] = lambda number: None,
) -> tuple[Trouble, ...]:
    """Write down what was handed in; what can't be graded is handed back.

    `news` is told how many submissions have been read.
    """
    troubles, batch, number = [], [], 0
    for one in found:
        if isinstance(one, Trouble):
            troubles.append(one)
            continue
        batch.append(one)
        number += 1
        news(number)
        if len(batch) == BATCH:
            ledger.add(batch)
            batch = []
    ledger.add(batch)
    return tuple(troubles)


def pending(ledger: Ledger, about: Class, regrade: bool = False) -> tuple[list[Entry], list[Entry]]:
    """What is asked for: what there is a verdict on, and what is to be graded."""
    known: list[Entry] = []
    new: list[Entry] = []
    for entry in filter(about.asks_for, ledger.entries()):
        judged = not regrade and ledger.knows(entry, about.edition(entry.exercise))
        (known if judged else new).append(entry)
    return known, new


def judged(
    ledger: Ledger,
    about: Class,
    engine: Engine,
    entries: Iterable[Entry],
    before: Callable[[Entry, Verdict], None] = lambda entry, verdict: None,
) -> Iterator[tuple[Entry, Verdict | GraderError]]:
    """Grade submissions; each verdict is in the ledger when it is handed on.

    `before` is called with a verdict that is not in the ledger yet: what it does is done for each
    verdict that the ledger has. A failure of the grader itself is no verdict, and is not kept.
    """
    works = (
        Work(e, about.exercises[e.exercise], about.edition(e.exercise), ledger.source(e))
        for e in entries
    )
    for answer in engine.grade(works):
        yield _kept(ledger, answer, before)


def _kept(
    ledger: Ledger, answer: Answer, before: Callable[[Entry, Verdict], None]
) -> tuple[Entry, Verdict | GraderError]:
    entry, verdict = answer.work.entry, answer.verdict
    if isinstance(verdict, Verdict):
        told = verdict.with_source(answer.work.source.decode("utf-8-sig", "replace"))
        before(entry, told)
        ledger.keep(entry, answer.work.edition, told)
    return entry, verdict


def gradebook(
    ledger: Ledger,
    about: Class,
    troubles: Sequence[Trouble] = (),
    failed: Mapping[Entry, GraderError] | None = None,
    enrolled: Callable[[Sequence[Student]], Sequence[Student]] = lambda students: (),
) -> Gradebook:
    """All that the ledger knows of the exercises that there are, and what went wrong this time.

    What was never judged is missing, but for what the grader failed at now. `enrolled` tells who
    else is in the class, beside the students who handed in something.
    """
    entries = [e for e in ledger.entries() if e.exercise in about.exercises]
    marks = []
    for entry in entries:
        verdict = ledger.brief(entry, about.edition(entry.exercise))
        if verdict is None and entry in (failed or {}):
            verdict = Verdict(entry.exercise, entry.file, "error")
        if verdict is not None:
            marks.append(mark_of(about, entry, verdict))
    asked = {e.exercise for e in entries} | set(about.only)
    students = {e.student.key: e.student for e in entries}
    for trouble in troubles:
        if trouble.student is not None:
            students.setdefault(trouble.student.key, trouble.student)
    others = [s for s in enrolled(tuple(students.values())) if s.key not in students]
    return Gradebook(
        columns=tuple(column_of(x) for name, x in about.exercises.items() if name in asked),
        students=tuple(sorted((*students.values(), *others), key=_by_name)),
        marks=tuple(_counted(marks)),
        troubles=tuple(troubles),
    )


def feedback_path(entry: Entry) -> str:
    """Where the feedback on a submission lies, without a suffix."""
    more = f"-attempt-{entry.attempt}" if entry.attempt > 1 else ""
    return f"{FEEDBACK}/{slug(entry.student.key)}/{entry.exercise}{more}"


def _by_name(student: Student) -> tuple[str, str]:
    return student.name.casefold(), student.key


def column_of(exercise: Exercise) -> Column:
    """An exercise as a gradebook has it."""
    return Column(exercise.name, exercise.title, exercise.points)


def mark_of(about: Class, entry: Entry, verdict: Verdict) -> Mark:
    """What a verdict on a submission comes to; whether it counts is not known yet."""
    found = verdict.diagnosis
    return Mark(
        student=entry.student,
        exercise=entry.exercise,
        file=entry.file,
        attempt=entry.attempt,
        content=entry.content,
        handed_in=entry.handed_in,
        late=about.late(entry),
        status=verdict.status,
        points=points(about.exercises[entry.exercise], verdict),
        code=found.code if found else None,
        line=found.line if found else None,
        title=found.title if found else "",
        metrics=verdict.metrics,
        feedback=feedback_path(entry),
        counts=False,
    )


def _counted(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, with the best of each student's attempts at an exercise said to count.

    Of those that are worth the same it is the one that was handed in first.
    """
    best: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        place = mark.student.key, mark.exercise
        if place not in best or _worth(mark) > _worth(best[place]):
            best[place] = mark
    for mark in marks:
        yield replace(mark, counts=mark is best[mark.student.key, mark.exercise])


def _worth(mark: Mark) -> tuple[float, int]:
    return -1.0 if mark.points is None else mark.points, -mark.attempt
