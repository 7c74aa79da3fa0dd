"""The hints on an exercise in a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from grader.hints import Hint, Hints
from grader.render.text import plain, shortened

# The styles of lines of code, by how they begin.
LINES = {"+": "green", "-": "red", ">": "bold"}


def hints(console: Console, hints: Hints, follows: str | None) -> None:
    """Print the hints seen before, dimmed, the next one, and what to type next, if anything is."""
    if not hints.needed:
        console.print(f"{hints.exercise} is passed as it is now: it needs no hint.")
        if follows is not None:
            _line(console, "Next: ", follows)
        return
    about = hints.about or "the task"
    console.print(Text.assemble((hints.exercise, "bold"), f"  Hints on {about}"))
    if warning := _warning(hints):
        console.print(Text(warning, "yellow"))
    for number, hint in enumerate(hints.steps[: hints.shown], 1):
        console.print()
        console.print(_hint(number, len(hints.steps), hint, number <= hints.seen))
    if follows is None:
        return
    console.print()
    if hints.complete:
        console.print("These are all of them. What else there is:")
        _line(console, "  with examples:  ", f"grade explain {hints.explain}")
        _line(console, "  the solution:   ", f"grade solution {hints.exercise} --anyway")
    else:
        _line(console, "One more hint: ", f"grade hint {hints.exercise}")
    _line(console, "Next: change the file, save it, and run ", follows)


def _hint(number: int, of: int, hint: Hint, seen: bool) -> Group:
    style = "dim" if seen else ""
    head = Text(f"Hint {number} of {of}{' (seen)' if seen else ''}", style or "bold")
    parts = [Padding(Text(plain(hint.text), style), (0, 0, 0, 2), expand=False)]
    for line in hint.lines:
        row = Text(shortened(plain(line), 74), style or LINES.get(line[:1], ""), no_wrap=True)
        parts.append(Padding(row, (0, 0, 0, 4), expand=False))
    return Group(head, *parts)


def _warning(hints: Hints) -> str:
    """What makes these hints less sure than others."""
    if hints.state == "missing":
        return "There is no train.py in the exercise's folder. These hints are about the task."
    if hints.state == "edited":
        about = "its last verdict" if hints.about else "the task"
        return (
            f"The file isn't graded as it is now. These hints are about {about}; "
            f"grade {hints.exercise} first for those that fit."
        )
    return ""


def _line(console: Console, label: str, command: str) -> None:
    """A line that is never wrapped, so that what stands in it can be copied whole."""
    line = Text.assemble(label, (command, "bold"))
    console.print(line, soft_wrap=True)
