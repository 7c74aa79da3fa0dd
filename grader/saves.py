"""Saves of one file, by whatever editor: written in place, moved into place, over a network."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from grader.errors import UsageError
from grader.pipeline import read_attempt

# How long more changes are waited for after one, and how long they may go on, in milliseconds.
STEP, DEBOUNCE = 10, 60
# How often the file is looked at where the system tells of no change, as on a network.
LOOK = 1000
# How long a file may be away or empty while an editor saves it, in seconds.
AWAY = 0.3

Signature = tuple[int, int, int]


class Saves:
    """Tells the content of `file` after each save, from a thread of its own, until it is closed.

    None stands for a file that is not there, or can't be read. A save that changes nothing is told
    as well.
    """

    def __init__(self, file: Path, tell: Callable[[bytes | None], None]) -> None:
        self.file = file
        self._tell = tell
        self._seen = _signature(file)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell nothing more."""
        self._closed.set()

    def _watch(self) -> None:
        from watchfiles import watch

        while not self._closed.is_set():
            try:
                for _ in watch(
                    self.file.parent,
                    watch_filter=None,
                    debounce=DEBOUNCE,
                    step=STEP,
                    stop_event=self._closed,
                    rust_timeout=LOOK,
                    yield_on_timeout=True,
                    recursive=False,
                    raise_interrupt=False,
                    ignore_permission_denied=True,
                ):
                    self._look()
            except (OSError, RuntimeError):
                # The folder is away, or the system watches no more files for this user.
                self._closed.wait(LOOK / 1000)
                self._look()

    def _look(self) -> None:
        """Tell the content if the file is another than it was."""
        if _signature(self.file) == self._seen:
            return
        content = self._settled()
        if not self._closed.is_set():
            self._tell(content)

    def _settled(self) -> bytes | None:
        """The content once it stays for a moment: an editor may empty or move the file first."""
        give_up = time.monotonic() + AWAY
        while True:
            before = _signature(self.file)
            content = _content(self.file)
            self._seen = _signature(self.file)
            whole = bool(content) and before == self._seen
            if whole or time.monotonic() > give_up or self._closed.wait(STEP / 1000):
                return content


def _signature(file: Path) -> Signature | None:
    """What a save changes: time, size, and which file it is."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _content(file: Path) -> bytes | None:
    # A pipe, or a device, in the file's place would never come to an end.
    try:
        return read_attempt(file)
    except UsageError:
        return None
