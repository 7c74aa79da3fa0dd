"""The verdict as a piece of HTML for a notebook: all styles inline, readable on light and dark.

Jinja2 escapes whatever a student, an exercise or the grader wrote; the one part that is HTML
already is made here, from the grader's own pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from grader import pages
from grader.render.templates import environment
from grader.render.text import MOST_SKIPPED, aligned, as_told, carets, lines_of, plain, shown_line
from grader.verdict import Diagnosis, Verdict


@dataclass(frozen=True)
class Line:
    """A line of the attempt; `carets` stand below the one that is to blame, else it is ""."""

    number: int
    text: str
    carets: str


def verdict(verdict: Verdict, page: str | None = None, place: str = "cell") -> str:
    """The report; `page` is the one that steps through the run, shown in a frame of its own.

    `place` is what the attempt was written in: a cell, or a file.
    """
    return _template().render(verdict=verdict, page=page, place=place)


@cache
def _template() -> Template:
    own = environment()
    own.filters["plain"] = plain
    own.filters["as_told"] = lambda value, metric: as_told(metric, value)
    own.globals.update(
        aligned=aligned, excerpt=_excerpt, sections=sections, most_skipped=MOST_SKIPPED
    )
    return own.get_template("verdict.html")


def _excerpt(verdict: Verdict, finding: Diagnosis) -> Iterator[Line]:
    """The line to blame between its neighbours."""
    lines = lines_of(verdict)
    here = finding.line or 0
    for number in range(max(1, here - 1), min(len(lines), here + 1) + 1):
        text = lines[number - 1]
        below = carets(text, finding.columns) if number == here else ""
        yield Line(number, shown_line(text), below)


def sections(code: str) -> dict[str, Markup]:
    """The sections of a code's page, as HTML; none where it has no page."""
    page = pages.page(code)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    found = page.sections.items() if page else ()
    return {name: Markup(markdown.render(body)) for name, body in found}
