"""The background process's own side: take the address, let in who may ask, leave when idle."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader import __version__, wire
from grader.server import IDLE_MINUTES, Address, Card, Status, identity, new_token, peer_of

# How long one that connects may take to say what it wants, in seconds.
HURRY = 0.5
LONGEST_GREETING = 1 << 14
MINUTES = "GRADER_SERVER_MINUTES"


@dataclass(frozen=True)
class Caller:
    """One that was let in: the connection, and what it asks."""

    connection: socket.socket
    asked: dict[str, Any]

    @property
    def needs(self) -> list[Any]:
        """The packages that it wants imported, as far as it says."""
        needs = self.asked.get("needs")
        return needs if isinstance(needs, list) else []

    @property
    def exercise(self) -> str:
        """The folder of the exercise that it wants a verdict on, as far as it says."""
        return str(self.asked.get("exercise", ""))


class Listener:
    """Listens at an address; `accept` hands over requests for verdicts and answers the others."""

    def __init__(self, place: Address, found: str) -> None:
        """Take the address; raises OSError where another process has it.

        `found` is the identity of the code that was loaded.
        """
        self.place = place
        self.identity = found
        self.token = new_token()
        self.started = datetime.now(UTC)
        self.requests = 0
        self.asked_last = time.monotonic()
        self.leaves_after = _minutes()
        self.leaving = False
        self.socket = socket.socket(socket.AF_UNIX)
        with _alone(place):
            if _answers(place):
                self.socket.close()
                raise OSError("another process listens there")
            place.socket.unlink(missing_ok=True)
            self.socket.bind(str(place.socket))
            self.socket.listen(16)
            self.inode = place.socket.stat().st_ino
            started = self.started.isoformat(timespec="seconds")
            Card(os.getpid(), self.token, found, __version__, started).write(place)
        self.socket.setblocking(False)

    @property
    def done(self) -> bool:
        """Whether it is time to leave: told to, idle for long, or replaced by another."""
        return self.leaving or self._idle_minutes() > self.leaves_after or not self._owns_place()

    @property
    def seconds_left(self) -> float:
        """How long it stays if nobody asks."""
        return max(0.0, 60 * (self.leaves_after - self._idle_minutes()))

    def touch(self) -> None:
        """Somebody asked just now."""
        self.asked_last = time.monotonic()

    def _idle_minutes(self) -> float:
        return (time.monotonic() - self.asked_last) / 60

    def _owns_place(self) -> bool:
        try:
            return self.place.socket.stat().st_ino == self.inode
        except OSError:
            return False

    def accept(self) -> Caller | None:
        """The next request for a verdict; None where there was another, or nobody who may ask."""
        try:
            connection, _ = self.socket.accept()
        except OSError:
            return None
        asked = self._greeting(connection)
        if asked is None:
            connection.close()
            return None
        if asked.get("ask") == "grade":
            self.requests += 1
            self.touch()
            return Caller(connection, asked)
        self._answer(connection, str(asked.get("ask")))
        return None

    def _greeting(self, connection: socket.socket) -> dict[str, Any] | None:
        """What the caller asks, if it is this user's, no descendant, and shows the token."""
        try:
            pid, user = peer_of(connection)
            if user != os.getuid() or _descends(pid):
                return None
            give_up = time.monotonic() + HURRY
            data = b""
            while not data.endswith(b"\n") and len(data) < LONGEST_GREETING:
                # For all of it: others wait meanwhile.
                connection.settimeout(max(0.001, give_up - time.monotonic()))
                if not (part := connection.recv(4096)):
                    return None
                data += part
            asked = json.loads(data)
            if not isinstance(asked, dict) or asked.pop("token", None) != self.token:
                return None
            connection.sendall(b"+")
            connection.settimeout(None)
        except (OSError, ValueError, RecursionError):
            return None
        return asked

    def _answer(self, connection: socket.socket, ask: str) -> None:
        with connection, contextlib.suppress(OSError), connection.makefile("rwb") as stream:
            wire.send(stream, asdict(self.status()))
        self.leaving |= ask == "stop"

    def status(self) -> Status:
        """What it says of itself."""
        return Status(
            pid=os.getpid(),
            version=__version__,
            started=self.started.isoformat(timespec="seconds"),
            requests=self.requests,
            idle_minutes=round(self._idle_minutes(), 2),
            leaves_after=self.leaves_after,
        )

    def close(self) -> None:
        """Give the address back, unless another process has taken it."""
        self.socket.close()
        with contextlib.suppress(OSError), _alone(self.place):
            if self._owns_place():
                self.place.socket.unlink(missing_ok=True)
                self.place.card.unlink(missing_ok=True)


def listen(place: Address, started_as: str) -> Listener | None:
    """A listener at the address; None where another has it, or the code has changed meanwhile."""
    try:
        return Listener(place, started_as) if identity() == started_as else None
    except OSError:
        return None


def _alone(place: Address) -> Any:
    from filelock import FileLock

    return FileLock(place.lock, timeout=5)


def _answers(place: Address) -> bool:
    """Whether a process listens at the address."""
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.settimeout(HURRY)
        probe.connect(str(place.socket))
        return True
    return False


def _descends(pid: int) -> bool:
    """Whether a process was started, however indirectly, by this one.

    An orphan stays below: this process and its judges adopt what descends from them.
    """
    own = os.getpid()
    if pid < 1:
        return True  # of another container: the kernel doesn't tell who it is
    while pid > 1:
        if pid == own:
            return True
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return True  # gone already, or hidden: nobody to be let in
        pid = int(fields.rpartition(")")[2].split()[1])
    return False


def _minutes() -> float:
    try:
        return float(os.environ.get(MINUTES, IDLE_MINUTES))
    except ValueError:
        return IDLE_MINUTES
