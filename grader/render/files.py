"""The student's files in a terminal: kept copies, patches, a solution."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from grader.render.text import plain
from grader.words import count
from grader.workspace import Copy

# Of a patch's line, by what it begins with; the first that fits.
STYLES = {"---": "bold", "+++": "bold", "@@": "cyan", "-": "red", "+": "green"}


def copies(console: Console, name: str, kept: Sequence[Copy]) -> None:
    """Print the copies kept of an exercise, numbered, and how one is brought back."""
    console.print(f"Kept copies of {name}, the newest first:")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", width=5)
    for number, copy in enumerate(kept, 1):
        when = f"{copy.when.astimezone():%Y-%m-%d %H:%M:%S}"
        verdict = copy.verdict or ("not graded" if copy.file == "train.py" else "")
        style = {"passed": "green", "not graded": "dim"}.get(verdict, "")
        table.add_row(str(number), when, copy.file, count(copy.lines, "line"), Text(verdict, style))
    console.print(table)
    console.print(Text.assemble("Bring one back: ", (f"grade reset {name} --restore 1", "bold")))


def patch(console: Console, patch: bytes) -> None:
    """Print a patch, coloured; the terminal wraps what is wider than it."""
    head = 2
    for number, line in enumerate(plain(patch.decode("utf-8", "replace").rstrip("\n")).split("\n")):
        marks = list(STYLES) if number < head else list(STYLES)[head:]
        style = next((STYLES[mark] for mark in marks if line.startswith(mark)), "")
        console.print(Text(line, style), soft_wrap=True)


def code(console: Console, source: bytes) -> None:
    """Print Python, coloured; the terminal wraps what is wider than it."""
    text = plain(source.decode("utf-8", "replace")).rstrip("\n")
    syntax = Syntax(text, "python", theme="ansi_dark", background_color="default")
    console.print(syntax.highlight(text), soft_wrap=True, end="")
