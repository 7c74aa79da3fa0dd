"""Which of a student's files are attempts, at which exercise, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from grader.classroom.handed import Handed, barred
from grader.classroom.naming import Naming, exercises_in_order, stem_of
from grader.classroom.notebooks import MOST_NOTEBOOK, loop_in, marks_in
from grader.classroom.submission import Student, Submission, Trouble
from grader.classroom.tree import Refused, natural
from grader.classroom.walk import Barred, Found, walk
from grader.exercise import MAX_SOURCE

DEFINES = re.compile(rb"^[ \t]*(?:async[ \t]+)?def[ \t]+train\b|^train[ \t]*=", re.MULTILINE)
DEFINES_IN_JSON = re.compile(rb"def[ \t]+train\b")
# How many files of one student, for one exercise, are looked at, and how many troubles are told.
MOST_CANDIDATES, MOST_TROUBLES = 20, 20
NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Candidate:
    """A file that may be an attempt at an exercise, and whether it is named like one."""

    found: Found
    exercise: str
    expected: bool
    naming: Naming

    def is_meant(self, mark: str) -> bool:
        """Whether a notebook's cell that is marked like this is for the exercise."""
        return self.naming.marked(mark) == self.exercise


def chosen(handed: Sequence[Handed], naming: Naming) -> Iterator[Submission | Trouble]:
    """A student's attempts and troubles: by exercise, each attempt after those before it."""
    return few_troubles(_chosen(handed, naming), handed[0].student)


def few_troubles(
    found: Iterable[Submission | Trouble], student: Student | None = None
) -> Iterator[Submission | Trouble]:
    """The same with the first troubles alone, and how many more there are."""
    troubles = 0
    last = None
    for each in found:
        if isinstance(each, Trouble):
            troubles, last = troubles + 1, each
            if troubles > MOST_TROUBLES:
                continue
        yield each
    if last is not None and troubles > MOST_TROUBLES:
        more = f'There are {troubles - MOST_TROUBLES} more like these, up to "{last.file}".'
        yield Trouble(last.file, more, "Put these right, and run it again.", student)


def _chosen(handed: Sequence[Handed], naming: Naming) -> Iterator[Submission | Trouble]:
    found = list(walk(handed))
    files = [each for each in found if isinstance(each, Found)]
    for each in found:
        if isinstance(each, Barred):
            yield from _barred(each, handed[0].student, naming)
    if not found:
        yield _empty(handed)
    placed: list[_Candidate] = []
    yield from _placed(files, placed, naming)
    order = exercises_in_order(naming.exercises)
    for exercise in sorted({c.exercise for c in placed}, key=order.__getitem__):
        if naming.wanted(exercise):
            yield from _attempts([c for c in placed if c.exercise == exercise])


def _barred(found: Barred, student: Student, naming: Naming) -> Iterator[Trouble]:
    """The trouble, where it may be with an exercise that was asked for."""
    exercise = naming.exercise_in(found.around)
    if exercise is None or naming.wanted(exercise):
        yield replace(barred(found.node, found.refused, student), exercise=exercise)


def _placed(files: Sequence[Found], placed: list[_Candidate], naming: Naming) -> Iterator[Trouble]:
    """Fill `placed` with the files whose exercise can be told; the others are troubles."""
    homeless = []
    for found in files:
        exercise = naming.exercise_in([*found.around, stem_of(found.name)[0]])
        if exercise is None:
            marked = _marked(found, naming)
            placed.extend([_Candidate(found, name, True, naming) for name in marked])
            homeless.extend([] if marked else [found])
        elif exercise not in naming.exercises:
            yield _unknown(found, exercise, naming)
        else:
            placed.append(_candidate(found, exercise, naming))
    yield from _homeless(homeless, placed, naming)


def _candidate(found: Found, exercise: str, naming: Naming) -> _Candidate:
    return _Candidate(found, exercise, naming.is_expected(stem_of(found.name)[0]), naming)


def _marked(found: Found, naming: Naming) -> list[str]:
    """The exercises that a notebook's own cells name."""
    if not _is_notebook(found):
        return []
    try:
        marks = marks_in(found.node.read(MOST_NOTEBOOK + 1), found.node.shown)
    except Refused:
        return []
    return sorted({name for mark in marks if (name := naming.marked(mark))})


def _is_notebook(found: Found) -> bool:
    return found.name.lower().endswith(".ipynb")


def _homeless(
    unplaced: Sequence[Found], placed: list[_Candidate], naming: Naming
) -> Iterator[Trouble]:
    """Files that say no exercise: they go where there is but one, or are troubles.

    Beside files that say one they count only where they define train().
    """
    sole, alone = naming.sole, not placed
    if sole is not None and any(c.exercise == sole for c in placed):
        return
    for found in unplaced if alone and sole else unplaced[:MOST_CANDIDATES]:
        if not alone and not defines(found):
            continue
        if sole is None:
            yield _of_no_exercise(found, naming)
        else:
            placed.append(_candidate(found, sole, naming))


def _attempts(candidates: Sequence[_Candidate]) -> Iterator[Submission | Trouble]:
    by_batch: dict[str, list[_Candidate]] = {}
    for candidate in candidates[:MOST_CANDIDATES]:
        by_batch.setdefault(candidate.found.handed.batch, []).append(candidate)
    meant = [c for batch in by_batch.values() for c in _meant(batch)]
    for candidate in sorted(meant, key=_age):
        yield _submission(candidate)
    if len(candidates) > MOST_CANDIDATES:
        yield _too_many(candidates)


def _meant(batch: Sequence[_Candidate]) -> Sequence[_Candidate]:
    """Of candidates that lie together, the one named as expected; else those that define train().

    Where none does, all of them: what is missing is told by their verdicts.
    """
    expected = [c for c in batch if c.expected]
    if len(expected) == 1 or len(batch) == 1:
        return expected or batch
    return [c for c in batch if c.expected or defines(c.found)] or batch[:1]


def _age(candidate: _Candidate) -> tuple[object, ...]:
    found = candidate.found
    when = found.handed.handed_in or NO_TIME
    return found.handed.number, when, natural(found.node.shown), found.node.shown


def defines(found: Found) -> bool:
    """Whether a file seems to define train(); what can't be read does, for that is to be told."""
    try:
        content = found.node.read(MOST_NOTEBOOK if _is_notebook(found) else MAX_SOURCE + 1)
    except Refused:
        return True
    return (DEFINES_IN_JSON if _is_notebook(found) else DEFINES).search(content) is not None


def _submission(candidate: _Candidate) -> Submission | Trouble:
    handed = candidate.found.handed
    try:
        shown, source = _source(candidate)
    except Refused as refused:
        told = barred(candidate.found.node, refused, handed.student)
        return replace(told, exercise=candidate.exercise)
    return Submission(
        handed.student, candidate.exercise, shown, source, handed.handed_in, handed.late
    )


def _source(candidate: _Candidate) -> tuple[str, bytes]:
    """The text to be graded, and where it stands; Refused where it can't be read."""
    node = candidate.found.node
    if not _is_notebook(candidate.found):
        return node.shown, node.read(MAX_SOURCE + 1)
    loop = loop_in(node.read(MOST_NOTEBOOK + 1), node.shown, candidate.is_meant)
    shown = f"{node.shown}, cell {loop.cell}" if loop.cell else node.shown
    return shown, loop.source[: MAX_SOURCE + 1]


# ---------------------------------------------------------------------- troubles


def _empty(handed: Sequence[Handed]) -> Trouble:
    shown = handed[0].root.shown
    return Trouble(
        shown,
        f'In "{shown}" is no ".py" and no ".ipynb" file.',
        "Ask for the file in which train() is.",
        handed[0].student,
    )


def nothing(handed: Sequence[Handed], naming: Naming) -> Trouble:
    """What is said where there is neither: all was for exercises that were not asked for."""
    asked = [f'"{name}"' for name in naming.only or naming.exercises]
    named = f"{', '.join(asked[:-1])} or {asked[-1]}" if len(asked) > 1 else "".join(asked)
    shown = handed[0].root.shown
    return Trouble(
        shown,
        f'There is nothing for {named} in what "{handed[0].student.name}" handed in: "{shown}".',
        "Ask for it; without --exercise, all that was handed in is graded.",
        handed[0].student,
        naming.only[0] if len(naming.only) == 1 else None,
    )


def _unknown(found: Found, exercise: str, naming: Naming) -> Trouble:
    known = f"{naming.exercises[0]} to {naming.exercises[-1]}" if naming.exercises else "none"
    return Trouble(
        found.node.shown,
        f'"{found.node.shown}" is for "{exercise}", which this course does not have.',
        f"The course has {known}: rename the file, or its folder.",
        found.handed.student,
    )


def _of_no_exercise(found: Found, naming: Naming) -> Trouble:
    example = naming.exercises[0] if naming.exercises else "exercise-01"
    return Trouble(
        found.node.shown,
        f'"{found.node.shown}" does not say which exercise it is for.',
        f'Put it into a folder "{example}", or grade one exercise alone: --exercise {example}',
        found.handed.student,
    )


def _too_many(candidates: Sequence[_Candidate]) -> Trouble:
    first = candidates[0]
    shown = first.found.handed.root.shown
    return Trouble(
        shown,
        f'"{shown}" has {len(candidates)} files for "{first.exercise}".',
        f"The first {MOST_CANDIDATES} were read: leave the attempt in it, alone.",
        first.found.handed.student,
        first.exercise,
    )
