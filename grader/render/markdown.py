"""Markdown in a terminal: rendered, or as it is where that reads better."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text

from grader.render.text import plain

# How formulas are written where the terminal has no Unicode.
WRITTEN: dict[str | int, str | int | None] = {
    "\N{SUPERSCRIPT TWO}": "^2",
    "\N{SUBSCRIPT ONE}": "1",
    "\N{SUBSCRIPT TWO}": "2",
    "\N{SUBSCRIPT THREE}": "3",
    "\N{MIDDLE DOT}": "*",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{MINUS SIGN}": "-",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
}
# Lines that stay as they are: headings, tables, code, and what is empty.
FIXED = re.compile(r"#|\||```|~~~|    |\s*$")
ITEM = re.compile(r"(?:[-*]|\d+\.) +")
FENCES = ("```", "~~~")


def markdown(console: Console, source: str) -> None:
    """Print Markdown; through a pipe or without Unicode as plain text that fits the width."""
    unicode = console.encoding.lower().startswith("utf")
    if unicode and console.is_terminal:
        console.print(Markdown(plain(source), code_theme="ansi_dark", hyperlinks=False))
    else:
        text = plain(source) if unicode else plain(source).translate(str.maketrans(WRITTEN))
        console.print(Text("\n".join(filled(text, console.width))), soft_wrap=True)


def filled(markdown: str, width: int) -> Iterator[str]:
    """The Markdown with its paragraphs and list items as wide as `width`, the rest as it is."""
    paragraph: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        fixed = fenced or (FIXED.match(line) and not (paragraph and line.startswith("    ")))
        if line.startswith(FENCES):
            fenced = not fenced
            line = line.split(" ")[0]  # what follows the language is for the tests
        if fixed or ITEM.match(line):
            yield from _paragraph(paragraph, width)
            paragraph = []
        if fixed:
            yield line
        else:
            paragraph.append(line.strip())
    yield from _paragraph(paragraph, width)


def _paragraph(lines: list[str], width: int) -> list[str]:
    text = " ".join(lines)
    item = ITEM.match(text)
    indent = " " * len(item[0]) if item else ""
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
