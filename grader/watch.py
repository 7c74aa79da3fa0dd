"""Grades on every save, and does what the keys say: one loop over events, shown on one screen.

Saves ──┐
keys ───┼─► events ─► Watch ─► Screen
runs ───┘
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol, Self

from grader.course import Course
from grader.engine import Cancelled, Engine
from grader.errors import GraderError, UsageError
from grader.pipeline import Running, Task, begin, find_task, read_task
from grader.saves import Saves
from grader.verdict import Verdict


@dataclass(frozen=True)
class Saved:
    """A file was saved; its content is None where it is gone."""

    file: Path
    content: bytes | None


@dataclass(frozen=True)
class Pressed:
    """A key was pressed."""

    key: str


@dataclass(frozen=True)
class Told:
    """A training has come so far."""

    running: Running
    steps: int
    loss: float | None


@dataclass(frozen=True)
class Ended:
    """A run came to its end: with a verdict, or with why there is none."""

    running: Running
    verdict: Verdict | None = None
    error: GraderError | None = None


@dataclass(frozen=True)
class Resumed:
    """The process goes on after it was stopped, on a screen that others may have written on."""


Event = Saved | Pressed | Told | Ended | Resumed


class Screen(Protocol):
    """What a person sees. Each call ends with the prompt line where nothing runs."""

    def running(self, task: Task) -> None:
        """A run has begun."""

    def told(self, steps: int, loss: float | None) -> None:
        """It has come so far."""

    def verdict(self, task: Task, verdict: Verdict) -> None:
        """It has ended."""

    def error(self, error: GraderError) -> None:
        """There is no verdict, and why."""

    def gone(self, file: Path) -> None:
        """The file is not there."""

    def page(self, name: str, task: Task, verdict: Verdict | None) -> None:
        """Something to read: "task", "hint", "explain" or "list"."""

    def prompt(self, keys: Mapping[str, str]) -> None:
        """The keys that do something now, and what."""

    def finished(self) -> None:
        """The last exercise is passed."""


KEYS = {
    "t": "task",
    "h": "hint",
    "e": "explain",
    "r": "run again",
    "l": "list",
    "n": "next",
    "q": "quit",
}


class Watch:
    """The loop. `remember` is told each verdict with the content that it is on."""

    def __init__(
        self,
        course: Course,
        screen: Screen,
        engine_for: Callable[[Iterable[str]], Engine],
        remember: Callable[[Task, Verdict, bytes], None],
    ) -> None:
        self.course = course
        self.screen = screen
        self.events: SimpleQueue[Event] = SimpleQueue()
        self._engine_for = engine_for
        self._remember = remember
        self._engine: Engine | None = None
        self._saves: Saves | None = None
        self._running: Running | None = None
        self._verdict: Verdict | None = None
        self._task: Task | None = None
        self._left = False
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._cancel()
        if self._saves is not None:
            self._saves.close()
        self._open.close()

    def press(self, key: str) -> None:
        """A key was pressed; from any thread."""
        self.events.put(Pressed(key))

    def resume(self) -> None:
        """The process was stopped and goes on; from a signal's handler."""
        self.events.put(Resumed())

    def loop(self, name: str) -> None:
        """Watch the exercise `name`, and those after it, until somebody quits."""
        self.turn_to(name)
        self._run(None)
        while not self._left:
            self.handle(self.events.get())

    def turn_to(self, name: str) -> None:
        """Watch this exercise from now on."""
        task = find_task(name, start=self.course.root)
        if self._saves is not None:
            self._saves.close()
        self._task = task
        if self._engine is None or not set(task.exercise.needs) <= set(self._engine.needs):
            self._open.close()
            self._engine = self._open.enter_context(self._engine_for(task.exercise.needs))
        file = task.file
        self._saves = Saves(file, lambda content: self.events.put(Saved(file, content)))
        self._verdict = None

    def handle(self, event: Event) -> None:
        """Do what one event asks for; what can't be done is told."""
        try:
            self._do(event)
        except GraderError as error:
            self._tell_problem(error)

    def _do(self, event: Event) -> None:
        match event:
            case Saved(file, content) if self._task is not None and file == self._task.file:
                self._run(content)
            case Pressed(key) if key in self.keys():
                self._press(key)
            case Told(running, steps, loss) if running is self._running:
                self.screen.told(steps, loss)
            case Ended(running) if running is self._running:
                self._end(event)
            case Resumed() if self._running is None:
                self.screen.prompt(self.keys())

    def keys(self) -> dict[str, str]:
        """The keys that do something now, and what: "next" only after a pass."""
        passed = self._verdict is not None and self._verdict.passed
        failed = self._verdict is not None and self._verdict.diagnosis is not None
        never = {
            key for key, there in (("n", passed), ("e", failed), ("h", not passed)) if not there
        }
        return {key: does for key, does in KEYS.items() if key not in never}

    def _run(self, content: bytes | None) -> None:
        """Grade the content, or the file as it is, instead of what runs now."""
        assert self._task is not None
        assert self._engine is not None
        self._cancel()
        task, engine = self._task, self._engine
        try:
            content = read_task(task) if content is None else content
        except UsageError:
            self._verdict = None
            self.screen.gone(task.file)
            self.screen.prompt(self.keys())
            return
        self.screen.running(task)
        try:
            self._running = running = begin(task, engine, content)
        except (GraderError, OSError) as error:
            self._tell_problem(error if isinstance(error, GraderError) else _failed(error))
            return
        threading.Thread(target=self._wait, args=(running,), daemon=True).start()

    def _tell_problem(self, error: GraderError) -> None:
        self.screen.error(error)
        self.screen.prompt(self.keys())

    def _wait(self, running: Running) -> None:
        def tell(news: Mapping[str, Any]) -> None:
            self.events.put(Told(running, news["steps"], news["loss"]))

        try:
            self.events.put(Ended(running, running.result(tell)))
        except Cancelled:
            pass
        except GraderError as error:
            self.events.put(Ended(running, error=error))
        except Exception as error:  # the watch must not wait for a run that nobody awaits
            self.events.put(Ended(running, error=_failed(error)))

    def _end(self, event: Ended) -> None:
        assert self._task is not None
        self._running, self._verdict = None, event.verdict
        if event.verdict is not None:
            self.screen.verdict(self._task, event.verdict)
        if event.error is not None:
            self.screen.error(event.error)
        self.screen.prompt(self.keys())
        if event.verdict is not None:
            self._remember(self._task, event.verdict, event.running.source)

    def _press(self, key: str) -> None:
        assert self._task is not None
        if key == "q":
            self._left = True
        elif key == "r":
            self._run(None)
        elif key == "n":
            self._next()
        elif self._running is None:
            self.screen.page(KEYS[key], self._task, self._verdict)
            self.screen.prompt(self.keys())

    def _next(self) -> None:
        assert self._task is not None
        names, own = self.course.names(), self._task.exercise.name
        # Its own folder may be away.
        later = [name for name in names if (len(name), name) > (len(own), own)]
        if later:
            self.turn_to(later[0])
            self.screen.page("task", self._task, None)
        else:
            self.screen.finished()
        self.screen.prompt(self.keys())

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None


def _failed(error: Exception) -> GraderError:
    """The grader's own fault, or the machine's, as something to show: the watch goes on."""
    return GraderError(f"The grader failed: {type(error).__name__}: {error}", "r runs it again.")
