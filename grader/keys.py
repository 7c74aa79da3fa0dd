"""Single keys from the terminal, without Enter; lines where there is no terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# How often Windows is asked for a key, in seconds.
LOOK = 0.05


def can_press() -> bool:
    """Whether standard input is a terminal, so that keys are pressed there."""
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:
        return False


@contextmanager
def keys(tell: Callable[[str], None], resumed: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Call `tell` with each key that is pressed, from a thread of its own, inside the block.

    The terminal is itself again after it, whatever happens. Ctrl-C stays what it is. `resumed` is
    called when the process goes on after it was stopped, as by Ctrl-Z.
    """
    ended = threading.Event()
    is_terminal = can_press()
    try:
        descriptor = sys.stdin.fileno()
    except (ValueError, OSError, AttributeError):
        yield  # no standard input at all: nobody presses anything
        return
    with _unbuffered(descriptor, resumed) if is_terminal else contextlib.nullcontext():
        read = _read_windows if is_terminal and sys.platform == "win32" else _read
        thread = threading.Thread(target=read, args=(descriptor, tell, ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()


def _read(descriptor: int, tell: Callable[[str], None], ended: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while data := os.read(descriptor, 64):
            if ended.is_set():
                return
            text = data.decode("utf-8", "replace")
            if text.startswith("\x1b"):
                continue  # an arrow, or another key that is several characters
            for key in text:
                if not key.isspace():
                    tell(key.lower())


def _read_windows(descriptor: int, tell: Callable[[str], None], ended: threading.Event) -> None:
    import msvcrt

    while not ended.wait(LOOK):
        while msvcrt.kbhit():  # type: ignore[attr-defined]  # on Windows it is there
            key = msvcrt.getwch()  # type: ignore[attr-defined]  # on Windows it is there
            if key in "\x00\xe0":
                msvcrt.getwch()  # type: ignore[attr-defined]  # the rest of an arrow
            else:
                tell(key.lower())


@contextmanager
def _unbuffered(descriptor: int, resumed: Callable[[], None]) -> Iterator[None]:
    """Keys come at once and unseen inside the block, where the system can do that."""
    try:
        import termios
        import tty
    except ImportError:
        yield  # Windows reads single keys as it is
        return
    before = termios.tcgetattr(descriptor)

    def again(*args: object) -> None:
        # The shell gave the terminal back as it had it itself.
        tty.setcbreak(descriptor)
        resumed()

    handler = signal.signal(signal.SIGCONT, again)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        signal.signal(signal.SIGCONT, handler)
        # Not before what was printed is through; what was typed ahead is not the shell's to run.
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
