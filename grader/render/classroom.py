"""A class's results as one page: who has what, and what the class gets wrong.

The page is one file that asks for nothing, and works without its script, which only sorts and
filters. What students and their systems wrote is cut where it is long, and escaped by Jinja2.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from urllib.parse import quote

from jinja2 import Environment, Template
from markupsafe import Markup

from grader import pages
from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.submission import Student
from grader.classroom.tally import Counts, Mistake, counting, counts, measured, mistakes, total
from grader.limit import Limit
from grader.render.charts import Chart, metric_chart, tries_chart
from grader.render.grades import measured as metrics_of
from grader.render.html import sections
from grader.render.table import number, one_line
from grader.render.templates import environment
from grader.render.text import shortened

LONGEST_NAME, LONGEST_TEXT = 60, 240
KINDS = {"passed": "p", "failed": "f", "error": "e"}

Limits = Mapping[str, Sequence[Limit]]


@dataclass(frozen=True)
class Cell:
    """One student's one exercise: its kind for the style, what is told, where its feedback is."""

    kind: str
    points: str
    label: str
    more: str
    href: str


@dataclass(frozen=True)
class Row:
    """A student with a cell for each exercise."""

    student: Student
    total: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """What is told of one exercise below the matrix."""

    column: Column
    counts: Counts
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Shared:
    """A mistake, how long its bars are of 100, who has it, and its page."""

    mistake: Mistake
    title: str
    ever: float
    now: float
    students: tuple[tuple[Student, tuple[Mark, ...]], ...]
    sections: Mapping[str, Markup]


def page(book: Gradebook, limits: Limits | None = None) -> str:
    """The page, to lie beside the folder of the feedback; `limits` are each exercise's."""
    style, script = _file("class.css"), _file("class.js")
    found = mistakes(book)
    html = _template().render(
        book=book,
        worth=sum(column.points for column in book.columns),
        rows=[_row(book, student) for student in book.students],
        parts=[_part(book, column, limits or {}) for column in book.columns],
        mistakes=[_shared(mistake, found) for mistake in found],
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
    )
    return html.encode("utf-8", "replace").decode()


def _row(book: Gradebook, student: Student) -> Row:
    cells = tuple(_cell(book, student, column) for column in book.columns)
    return Row(student, number(total(book, student)), cells)


def _cell(book: Gradebook, student: Student, column: Column) -> Cell:
    mark = book.mark(student, column.exercise)
    if mark is None:
        return Cell("m", "", "missing", "", "")
    kind = KINDS[mark.status] + (" l" if mark.late else "")
    label = _told(mark.code or mark.status)
    more = ", ".join(_more(mark, len(book.attempts(student, column.exercise))))
    return Cell(kind, number(mark.points) or "no grade", label, more, href(mark))


def _more(mark: Mark, attempts: int) -> Iterator[str]:
    if attempts > 1:
        yield f"{attempts} tries"
    if mark.late:
        yield "late"


def href(mark: Mark) -> str:
    """The address of a mark's feedback, from the page's own folder, whatever its path holds."""
    return f"./{quote(f'{mark.feedback}.html', errors='replace')}"


def _part(book: Gradebook, column: Column, limits: Limits) -> Part:
    marks = counting(book, column)
    bounds = {limit.metric: limit for limit in limits.get(column.exercise, ())}
    charts = [tries_chart(book, column)] if marks else []
    for metric in metrics_of(marks):
        if values := measured(marks, metric):
            charts.append(metric_chart(_told(metric), values, bounds.get(metric)))
    return Part(column, counts(book, column), tuple(charts))


def _shared(mistake: Mistake, all_of_them: Sequence[Mistake]) -> Shared:
    known = pages.page(mistake.code)
    by_student: dict[Student, tuple[Mark, ...]] = {}
    for mark in mistake.marks:
        by_student[mark.student] = (*by_student.get(mark.student, ()), mark)
    return Shared(
        mistake,
        known.title if known else mistake.title,
        _bar(mistake.ever, all_of_them),
        _bar(mistake.now, all_of_them),
        tuple(by_student.items()),
        sections(mistake.code),
    )


def _bar(number: int, all_of_them: Sequence[Mistake]) -> float:
    longest = max(m.ever for m in all_of_them)
    return max(1.0, round(100 * number / longest, 1)) if number else 0.0


def _named(text: str) -> str:
    """A name as it is shown: on one line, cut where it is long."""
    return shortened(one_line(text), LONGEST_NAME)


def _told(text: str) -> str:
    """Any other text as it is shown."""
    return shortened(one_line(text), LONGEST_TEXT)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    own = environment()
    own.filters.update(
        named=_named,
        told=_told,
        number=number,
    )
    own.globals.update(href=href)
    return own


def _template() -> Template:
    return _environment().get_template("class.html")


@cache
def _file(name: str) -> str:
    """A style or a script from its file, with the line ends that a browser hashes it with."""
    own = _environment()
    source, _, _ = own.loader.get_source(own, name)  # type: ignore[union-attr]
    return source.replace("\r\n", "\n").strip()
