"""The task of an exercise in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from grader.render.markdown import markdown
from grader.render.text import plain


def task(console: Console, source: str, name: str, file: str, watched: bool = False) -> None:
    """Print a README and what to do next; a file that is `watched` needs to be saved only."""
    markdown(console, source)
    console.print()
    graded = [
        ("Grade it:         ", f"grade {name}"),
        ("  on every save:  ", f"grade watch {name}"),
    ]
    if watched:
        graded = [("It is graded:     ", "on every save")]
    for label, what in (("The file to edit: ", plain(file)), *graded):
        console.print(Text.assemble(label, (what, "bold")), soft_wrap=True)
