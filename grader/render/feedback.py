"""What a student is handed back: the verdict as text, as JSON, and as one page.

Each tells of one attempt alone: nothing of others, of the folders it was found in, or of the
machine that graded it. `mark` and `column`, where they are given, tell when it was handed in and
what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import PureWindowsPath

from jinja2 import Template
from markupsafe import Markup
from rich.console import Console
from rich.text import Text

from grader.classroom.gradebook import Column, Mark
from grader.render import html as as_html
from grader.render import json as as_json
from grader.render import text as as_text
from grader.render.table import number, one_line
from grader.render.templates import environment
from grader.verdict import Verdict
from grader.words import count

UNGRADED = (
    "The grader itself failed here. That is not your fault, and it is no grade: "
    "your instructor sees it, too."
)


def text(verdict: Verdict, mark: Mark | None = None, column: Column | None = None) -> str:
    """The report of the terminal, 80 columns wide, without colour."""

    def write(console: Console) -> None:
        if told := list(_told(mark, column)):
            console.print(Text(", ".join(told)))
        as_text.verdict(console, _own(verdict), None)
        if verdict.status == "error":
            console.print(Text(UNGRADED))

    return _encodable(as_text.written(write)).strip("\n") + "\n"


def json(verdict: Verdict) -> str:
    """The verdict as one JSON object on one line."""
    return as_json.verdict(_own(verdict)) + "\n"


def html(verdict: Verdict, mark: Mark | None = None, column: Column | None = None) -> str:
    """One page that asks for nothing and runs nothing, also to be printed."""
    own = _own(verdict)
    page = _template().render(
        verdict=own,
        name=one_line(mark.student.name) if mark else "",
        told=list(_told(mark, column)),
        ungraded=UNGRADED if verdict.status == "error" else "",
        report=Markup(as_html.verdict(own, place="file")),
    )
    return _encodable(page)


def _own(verdict: Verdict) -> Verdict:
    """The verdict without what only the instructor is to know.

    A source that is not known becomes an empty one: else the renderers would look for a file of
    that name, and find one of the instructor's.
    """
    bonus = _own(verdict.bonus) if verdict.bonus else None
    failed = {"kind": "grader", "message": UNGRADED, "hint": ""} if verdict.error else None
    own = replace(
        verdict,
        file=PureWindowsPath(verdict.file).name,  # takes `/` for a separator, too
        sandbox=(),
        unprotected=(),
        error=failed,
        trace=None,
        bonus=bonus,
        source=verdict.source or "\n",
    )
    return own


def _told(mark: Mark | None, column: Column | None) -> Iterator[str]:
    """Points, attempt and time, as far as they are known."""
    if mark is None:
        return
    if mark.points is not None and column is not None:
        yield f"{number(mark.points)} of {count_of(column.points)}"
    elif mark.points is not None:
        yield count_of(mark.points)
    yield f"attempt {mark.attempt}"
    if mark.handed_in is not None:
        yield f"handed in {mark.handed_in.isoformat(' ', 'minutes')}"
    if mark.late:
        yield "late"


def count_of(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return count(1, "point") if points == 1 else f"{number(points)} points"


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no file in UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()


@cache
def _template() -> Template:
    return environment().get_template("feedback.html")
