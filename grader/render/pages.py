"""The pages of `grade explain` in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.pages import FAMILIES, Page
from grader.render.markdown import markdown


def page(console: Console, page: Page) -> None:
    """Print a page."""
    markdown(console, page.text.rstrip())


def listing(console: Console, titles: Mapping[str, Mapping[str, str]]) -> None:
    """Print the codes of each family with the titles of their pages."""
    widest = max(len(code) for listed in titles.values() for code in listed)
    for family, listed in titles.items():
        console.print(Text(FAMILIES[family], "bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(width=widest + 2, no_wrap=True)
        for code, title in listed.items():
            table.add_row(Text(f"  {code}"), Text(title, "dim"))
        console.print(table)
        console.print()
    console.print("grade explain CODE shows the page of one of them.")
