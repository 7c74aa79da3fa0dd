"""Judges that stay for the next attempt at the same exercise, while such come soon enough.

A judge runs no student's code, so it may judge many attempts, one after the other: its memory is
warm, and a fork's first touch of each page is paid for once. It is left behind by what goes wrong
in it, and by time: nothing of an attempt is worth keeping for one that comes later.
"""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.answer import answer

# How long a judge stays for another attempt, in seconds.
LINGER = 0.5
# How many attempts one judges, how long it may compute for one of them, in seconds, and by how much
# it may grow, in bytes: after more of it another one takes its place.
MOST_ATTEMPTS, LONGEST, MOST_GROWTH = 100, 5.0, 256 << 20


@dataclass
class Judge:
    """One that stays, as the process that forked it knows it."""

    pid: int
    control: socket.socket
    exercise: str
    idle_since: float | None = None

    def take(self, connection: socket.socket) -> bool:
        """Hand it the next request, which comes on the connection; whether it is still there."""
        self.idle_since = None
        try:
            socket.send_fds(self.control, [b"g"], [connection.fileno()])
        except OSError:
            return False
        return True


@dataclass
class Staying:
    """The judges of one zygote that stay."""

    judges: list[Judge] = field(default_factory=list)

    def sockets(self) -> list[socket.socket]:
        """What they ask on."""
        return [judge.control for judge in self.judges]

    def hand_over(self, connection: socket.socket, exercise: str) -> bool:
        """Let one that waits for the exercise take the connection; whether there is one."""
        waiting = [j for j in self.judges if j.idle_since is not None and j.exercise == exercise]
        return any(judge.take(connection) for judge in waiting)

    def asked(self, control: socket.socket) -> socket.socket | None:
        """Hear one of them: the connection of a keeper that it wants, if it wants one."""
        judge = next(judge for judge in self.judges if judge.control is control)
        try:
            message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        except OSError:
            message, descriptors = b"", []
        if message == b"r" and descriptors:
            return socket.socket(fileno=descriptors[0])
        if message == b"i":
            judge.idle_since = time.monotonic()
        else:
            self._part_with(judge)
        return None

    def let_go(self) -> None:
        """Part with those that wait for long."""
        now = time.monotonic()
        for judge in list(self.judges):
            if judge.idle_since is not None and now - judge.idle_since > LINGER:
                self._part_with(judge)

    def close(self) -> None:
        """Part with all: those that work end once they are done."""
        for judge in list(self.judges):
            self._part_with(judge)

    def _part_with(self, judge: Judge) -> None:
        self.judges.remove(judge)
        judge.control.close()


def stay(control: socket.socket, connection: socket.socket) -> None:
    """In the judge: answer the request on the connection, and those that come after it."""
    from grader.runner import Runner

    runner, born = Runner(control), _resident()
    for _ in range(MOST_ATTEMPTS):
        begun = time.process_time()
        with connection, connection.makefile("rwb") as stream:
            well = answer(stream, stream, None, partial(runner.run, connection))
        if not well or time.process_time() - begun > LONGEST or _resident() - born > MOST_GROWTH:
            return
        control.send(b"i")
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        connection = socket.socket(fileno=descriptors[0])


def _resident() -> int:
    """Bytes of memory that this process has."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
