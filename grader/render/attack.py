"""What came of the attacks on an exercise: a table by kind, and whatever scored or got anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.attack import Outcome
from grader.exercise import Exercise
from grader.render.text import plain
from grader.words import count

KINDS = {
    "system": "goes for the machine",
    "trick": "goes for the recorder",
    "loop": "known wrong loop",
    "mutant": "solution with a mistake",
}
# How many of a kind's commonest diagnoses are named.
NAMED = 4


def summary(console: Console, exercise: Exercise, outcomes: Sequence[Outcome]) -> None:
    """Print the table, then each attack that came to something, then one sentence that judges."""
    console.print(Text(f"{exercise.name}  {exercise.title}", "bold"))
    console.print()
    console.print(_table(outcomes))
    console.print()
    bad = [outcome for outcome in outcomes if outcome.amiss]
    for outcome in bad:
        console.print(Text(f"{outcome.attack.kind} {outcome.attack.name}", "bold red"))
        for line in (plain(outcome.attack.trick), *map(plain, outcome.amiss), plain(outcome.said)):
            console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
    if bad:
        told = f"{len(bad)} of {count(len(outcomes), 'attack')} scored or got somewhere."
        console.print(Text(told, "bold red"))
    else:
        console.print(f"None of {count(len(outcomes), 'attack')} scored or got anywhere.")
    if layers := (outcomes[0].verdict.sandbox if outcomes else ()):
        console.print(Text(f"The sandbox had: {', '.join(layers)}.", "dim"))


def _table(outcomes: Sequence[Outcome]) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in ("", "tried", "held", "most often said"):
        grid.add_column(heading, overflow="fold")
    for kind, title in KINDS.items():
        of_kind = [outcome for outcome in outcomes if outcome.attack.kind == kind]
        held = sum(not outcome.amiss for outcome in of_kind)
        if of_kind:
            grid.add_row(title, str(len(of_kind)), str(held), _commonest(of_kind))
    return grid


def _commonest(outcomes: Sequence[Outcome]) -> str:
    codes = Counter(
        outcome.verdict.diagnosis.code if outcome.verdict.diagnosis else "passed: trains the same"
        for outcome in outcomes
    )
    return ", ".join(f"{code} {number}" for code, number in codes.most_common(NAMED))
