"""Hints in three steps: a question, a place, nearly the line. Each is shown once it is asked for.

An exercise has three of its own, on the mistake that its stub makes. Who has mended that and made
another mistake is given three on the other one, from its page and the line that the verdict named.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader import pages
from grader.course import Course, display_path, pristine
from grader.errors import UsageError
from grader.exercise import Exercise
from grader.overview import PASSED, State, row_of
from grader.progress import Graded, Standing

NO_QUESTION = "Which line of your file does that come from?"


@dataclass(frozen=True)
class Hint:
    """One step: a sentence or two, and the lines of code that belong to it."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hints:
    """The steps that fit the attempt as it is now.

    state    what is known of the file, as in the overview
    about    the code of the diagnosis that they are on, None where they are on the task
    explain  the code whose page leads further
    seen     how many had been shown before
    shown    how many are shown now
    """

    exercise: str
    file: Path
    state: State
    about: str | None
    explain: str
    steps: tuple[Hint, ...]
    seen: int
    shown: int

    @property
    def needed(self) -> bool:
        """Whether there is anything left to be mended."""
        return self.state not in PASSED

    @property
    def complete(self) -> bool:
        """Whether no further step is left."""
        return self.shown == len(self.steps)


def hints(course: Course, name: str, standing: Standing) -> Hints:
    """The hints seen so far and the next one; none where the file passed.

    Raises UsageError where the exercise has no hints.
    """
    exercise = pristine(course, name)
    file = course.folder(name) / "train.py"
    state = row_of(course, name, standing).state
    found = Hints(name, file, state, None, exercise.stub, (), 0, 0)
    if not found.needed:
        return found
    if other := _another_mistake(exercise, state, file, standing):
        graded, page = other
        steps = tuple(_steps(graded, page, file, state == "edited"))
        seen = standing.hints_on.get(page.code, 0)
        found = replace(found, about=page.code, explain=page.code, steps=steps, seen=seen)
    else:
        steps = tuple(Hint(text) for text in exercise.hints)
        found = replace(found, steps=steps, seen=standing.hints)
    if not steps:
        raise UsageError(f'"{name}" has no hints.', f"Its task: grade read {name}")
    seen = min(found.seen, len(steps))
    return replace(found, seen=seen, shown=min(seen + 1, len(steps)))


def kept(standing: Standing, hints: Hints) -> Standing:
    """The standing with these hints counted as seen; it never forgets one."""
    if hints.about is None:
        return replace(standing, hints=max(standing.hints, hints.shown))
    shown = max(standing.hints_on.get(hints.about, 0), hints.shown)
    return replace(standing, hints_on={**standing.hints_on, hints.about: shown})


def _another_mistake(
    exercise: Exercise, state: State, file: Path, standing: Standing
) -> tuple[Graded, pages.Page] | None:
    """The verdict for which the exercise's own hints would lead astray.

    It is the one on the file as it is now, or the last one where that was edited since.
    """
    graded = None
    if state == "failing":
        graded = standing.of(file.read_bytes())
    elif state == "edited" and standing.graded:
        graded = standing.graded[-1]
    if graded is None or graded.passed or graded.code in (None, exercise.stub):
        return None
    page = pages.page(graded.code or "")
    return (graded, page) if page else None


def _steps(graded: Graded, page: pages.Page, file: Path, edited: bool) -> Iterator[Hint]:
    """A question, a place and nearly the line, on the mistake of a verdict."""
    seen = page.summary if _harmless(page) else page.sections["What was seen"]
    yield Hint(f"{_prose(seen)} {graded.question or NO_QUESTION}")
    yield _place(graded, page, file, edited)
    yield _remedy(page)


def _harmless(page: pages.Page) -> bool:
    """Whether the page tells of right loops: it may be an error where the exercise says so."""
    return page.code in pages.families()["remarks"]


def _place(graded: Graded, page: pages.Page, file: Path, edited: bool) -> Hint:
    """The line that the verdict named; once the file was edited, only its number is known."""
    if graded.line is None:
        return Hint(f"No single line is to blame. {_prose(page.summary)}")
    if edited:
        return Hint(f"Look at line {graded.line} of the file as it was graded, and around it.")
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    around = range(max(1, graded.line - 1), min(len(lines), graded.line + 1) + 1)
    shown = (
        f"{'>' if n == graded.line else ' '} {n:>3} | {lines[n - 1].expandtabs(4)}" for n in around
    )
    text = f"Look at line {graded.line} of {display_path(file)}, and at the lines around it."
    return Hint(text, tuple(shown))


def _remedy(page: pages.Page) -> Hint:
    """What changes in the page's example once it is right."""
    wrong, right = page.example("The smallest example"), page.example("Write instead")
    if wrong is None or right is None:
        return Hint(f"What it should be: {_prose(page.sections['Write instead'])}")
    before = [line.replace(pages.MARK, "").rstrip() for line in wrong.text.splitlines()]
    changes = tuple(_changes(before, right.text.splitlines()))
    return Hint("In the smallest example of it, this is what mends it:", changes)


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that go and that come, with a line around them."""
    for line in difflib.unified_diff(before, after, n=1, lineterm=""):
        if line[:2] not in ("--", "++", "@@") and line.strip(" +-"):
            yield f"{line[0]} {line[1:]}"


def _prose(markdown: str) -> str:
    """The first paragraph, without the marks of Markdown."""
    return " ".join(markdown.split("\n\n")[0].replace("`", "").split())
