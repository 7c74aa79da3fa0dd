"""What `grade doctor` found, a line for each examination as it comes."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.doctor import Examined
from grader.render.text import plain
from grader.words import count

WORDS = {"ok": ("ok", "green"), "warning": ("warn", "yellow"), "problem": ("FAIL", "bold red")}
NAME = 19


def line(console: Console, examined: Examined) -> None:
    """Print one examination, with what to do below it."""
    word, style = WORDS[examined.status]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=6)
    table.add_column(width=NAME)
    table.add_column(overflow="fold")
    table.add_row(Text(f"  {word:<4}", style), examined.name, Text(plain(examined.found)))
    console.print(table)
    for part in plain(examined.todo).splitlines():
        indent = 8 + len(part) - len(part.lstrip())
        console.print(Padding(Text(part.strip(), "bold"), (0, 0, 0, indent), expand=False))


def waiting(console: Console) -> None:
    """Say that the rest takes a while."""
    console.print(Text("  ...   importing torch and torchvision takes a few seconds", "dim"))


def summary(console: Console, examined: Sequence[Examined]) -> None:
    """Print whether this machine can grade."""
    problems = sum(each.status == "problem" for each in examined)
    warnings = sum(each.status == "warning" for each in examined)
    told = f", with {count(warnings, 'warning')}" if warnings else ""
    console.print()
    if problems:
        console.print(Text(f"Not ready: {count(problems, 'problem')}{told}.", "bold red"))
        console.print("Next: mend what says FAIL, from the top, and run\n  grade doctor")
    else:
        console.print(Text(f"Ready{told}.", "bold green"))
        console.print("Next:\n  grade")
