"""What `grade watch` shows: one report at a time, a line that moves while it trains, the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from grader.errors import GraderError
from grader.pipeline import Task
from grader.render import text
from grader.verdict import Verdict

Page = Callable[[Task, Verdict | None], None]


class Screen:
    """The watch on a console. Where that is no terminal, lines follow each other.

    fit       makes the console as wide as the terminal is now
    pages     what prints the page of each name
    can_type  whether keys can be pressed at all
    """

    def __init__(
        self,
        console: Console,
        pages: Mapping[str, Page],
        can_type: bool,
        fit: Callable[[Console], None] = lambda console: None,
    ) -> None:
        self.console = console
        self.fit = fit
        self.pages = pages
        self.can_type = can_type
        self.live: Live | None = None
        self.moves = console.is_terminal and not console.is_dumb_terminal

    def close(self) -> None:
        """Leave the cursor as it was."""
        if self.live is not None:
            self.live.stop()
            self.live = None

    def running(self, task: Task) -> None:
        """A clean screen that says what runs."""
        self.close()
        if self.moves:
            self.console.clear()
            self.live = Live(console=self.console, transient=True, auto_refresh=False)
            self.live.start()
            self._show(f"{task.exercise.name}: grading ...")

    def told(self, steps: int, loss: float | None) -> None:
        """Steps and loss move while the training runs."""
        shown = "" if loss is None else f"   loss {loss:.3f}"
        self._show(f"training ...   step {steps}{shown}")

    def _show(self, line: str) -> None:
        if self.live is not None:
            self.live.update(Text(line, "dim", no_wrap=True), refresh=True)

    def verdict(self, task: Task, verdict: Verdict) -> None:
        """The report, as the command prints it."""
        self.close()
        self.fit(self.console)
        text.verdict(self.console, verdict, None)
        if verdict.passed:
            self.console.print()
            self.console.print(Text.assemble((f"{task.exercise.name} is passed.", "bold green")))

    def error(self, error: GraderError) -> None:
        """Why there is no verdict."""
        self.close()
        text.error(self.console, error)

    def gone(self, file: Path) -> None:
        """The file is not there."""
        self.close()
        self.console.print(Text(f'"{file}" is not there. It is graded once it is saved again.'))

    def page(self, name: str, task: Task, verdict: Verdict | None) -> None:
        """Something to read, below the report."""
        self.console.print()
        self.pages[name](task, verdict)

    def prompt(self, keys: Mapping[str, str]) -> None:
        """The keys that do something now; what was printed is on its way to whoever reads it."""
        self.console.print()
        if self.can_type:
            line = Text("   ").join(
                Text.assemble((key, "bold"), " ", (does, "dim")) for key, does in keys.items()
            )
            self.console.print(line)
        else:
            self.console.print("Waiting for the file to be saved. Ctrl-C ends it.")
        self.console.file.flush()

    def finished(self) -> None:
        """The last exercise is passed."""
        self.console.print("That was the last exercise. `grade drill` breaks more loops for you.")
