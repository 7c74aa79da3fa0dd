"""A line that tells what is going on while a person waits; in a terminal only, and gone after."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

# How long something may take before it is told, in seconds.
SOON = 0.3
WARMING = "loading PyTorch; this takes a few seconds the first time"
RUNNING = "your code runs, and has made no step so far"


class Waiting:
    """A context manager. `told` takes the news of a training; `say` any other words.

    It writes to standard error, and nothing where that is no terminal.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._line = WARMING
        self._shown = False
        self._lock = threading.Lock()
        self._closed = False
        self._timer = threading.Timer(SOON, self.show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if sys.stderr is not None and sys.stderr.isatty():
            self._timer.start()
        else:
            self._closed = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._shown:
                self._write("")
            self._closed = True

    def told(self, news: Mapping[str, Any]) -> None:
        """How far a training is; a loop may never come to its first step."""
        if not news["steps"]:
            return self.say(RUNNING)
        loss = "" if news["loss"] is None else f"   loss {news['loss']:.3f}"
        return self.say(f"step {news['steps']}{loss}")

    def say(self, line: str) -> None:
        """Something else goes on now."""
        self._line = line
        if self._shown:
            self.show()

    def show(self) -> None:
        """Write the line, from now on whenever it changes."""
        with self._lock:
            if not self._closed:
                self._shown = True
                self._write(f"{self.what}: {self._line} ...")

    def _write(self, line: str) -> None:
        """Write in the place of what the line said before."""
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{line[:width]:<{width}}" + ("" if line else "\r"))
        sys.stderr.flush()
