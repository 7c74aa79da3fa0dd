"""CSV that a spreadsheet shows as it was meant: no cell is ever a formula, none moves another.

Texts come from students and from their systems. A number that the grader itself measured is
written as one, and may begin with a minus.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | float | None

# Excel's own bound is 32 767 characters; a longer cell spills into its neighbours.
LONGEST = 32_000
# Excel takes a file for UTF-8 only with this mark; LibreOffice and pandas skip it.
BOM = "\ufeff"
BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
# Controls, marks that turn the direction of writing, and what no file in UTF-8 can hold.
HARMFUL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\ufffe\uffff]"
)
QUOTES = "\"'`\u2018\u2019\u201c\u201d\u00b4"
# What begins with a minus and computes nothing: a number, or the dash that stands for none.
HARMLESS = re.compile(r"-(?:\d+(?:\.\d+)?)?", re.ASCII)
# Where a comma does not separate, a semicolon does, and quotes inside of a cell end nothing.
SPLITS = re.compile(r"[;|]")


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV, with the line ends of RFC 4180; to be written as they are, in UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in (header, *rows))
    return stream.getvalue()


def cell(value: Cell) -> str:
    """What stands in the file: a text that is no formula, or a number."""
    return guarded(value) if isinstance(value, str) else number(value)


def number(value: float | None) -> str:
    """A number with all its digits; nothing where there is none, or none that is finite."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def guarded(text: str) -> str:
    """The text on one line, an apostrophe in front of all that a spreadsheet could compute."""
    shown = one_line(text)
    if HARMLESS.fullmatch(shown):
        return shown
    return SPLITS.sub(lambda at: at[0] + _guard(at.string[at.end() :]), _guard(shown) + shown)


def one_line(text: str) -> str:
    """The text without line ends, controls and marks of direction, cut off where a cell ends."""
    shown = HARMFUL.sub("", BREAKS.sub(" ", text)).strip()
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."


def _guard(text: str) -> str:
    return "'" if _computes(text) else ""


def _computes(text: str) -> bool:
    """Whether the first character that counts begins a formula, also in its full-width form."""
    first = next((c for c in text if not _skipped(c)), "")
    return unicodedata.normalize("NFKC", first)[:1] in {"=", "+", "-", "@", "\u2212"}


def _skipped(character: str) -> bool:
    """What a reader may leave out before the first character: blanks, quotes, what is invisible."""
    return character in QUOTES or unicodedata.category(character)[0] in "ZC"
