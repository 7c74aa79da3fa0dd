"""The background process, seen from a command: where it is, whether it fits, how to ask it.

It is the zygote of a first command, which stays for the next ones instead of ending with it:

    first command ──starts──► zygote ──fork──► judge ──fork──► child
    second one ──connects──────▲ (a socket in a folder that only this user may enter)

Beside its socket lies its card: who it is, and a token that must be shown. A student's code never
runs in it, and what descends from it (as every student's code does) is turned away.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import signal
import socket
import stat
import struct
import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader import __version__, wire
from grader.launch import forks, grader_environment

SWITCH = "GRADER_SERVER"
# How long a background process may take to say that it is there, in seconds.
PATIENCE = 3.0
# How long it stays without being asked, in minutes, unless GRADER_SERVER_MINUTES says otherwise.
IDLE_MINUTES = 15.0
# The longest path that a socket can have on all systems.
LONGEST_PATH = 100
# What of the environment does not change a verdict: commands that differ in it share a process.
PRIVATE = ("PATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "LC_CTYPE", "GRADER_DEBUG")


@dataclass(frozen=True)
class Address:
    """Where the background process of this user, interpreter and environment is to be found."""

    folder: Path
    key: str

    @property
    def socket(self) -> Path:
        """What it listens on."""
        return self.folder / f"{self.key}.sock"

    @property
    def card(self) -> Path:
        """Who it is."""
        return self.folder / f"{self.key}.json"

    @property
    def lock(self) -> Path:
        """Held while one takes this address."""
        return self.folder / f"{self.key}.lock"


@dataclass(frozen=True)
class Card:
    """Who a background process is: `identity` names the code and the torch that it has loaded."""

    pid: int
    token: str
    identity: str
    version: str
    started: str

    def write(self, address: Address) -> None:
        """Leave it beside the socket, for this user only."""
        new = address.card.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            json.dump(asdict(self), stream)
        new.replace(address.card)


@dataclass(frozen=True)
class Status:
    """What a background process says of itself."""

    pid: int
    version: str
    started: str
    requests: int
    idle_minutes: float
    leaves_after: float


def why_not() -> str | None:
    """Why no background process is started by a command here, or None where one is."""
    chosen = os.environ.get(SWITCH, "").lower()
    if not forks():
        return "this system starts processes by spawning, not by forking"
    if chosen in ("off", "0", "no", "false"):
        return f"{SWITCH}={chosen} turns it off"
    if os.environ.get("GRADER_DEBUG"):
        return "GRADER_DEBUG is set"
    if address() is None:
        return "there is no folder that only this user may enter"
    if chosen in ("on", "1", "yes", "true"):
        return None
    if "PYTEST_VERSION" in os.environ or os.environ.get("CI"):
        return "this is a test run"
    if not any(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return "there is no terminal"
    return None


def may_be_used() -> bool:
    """Whether a command may ask a background process that is there already."""
    return why_not() in (None, "there is no terminal")


def address() -> Address | None:
    """The address of this user, interpreter and environment; None where it would not be safe."""
    known = {k: v for k, v in grader_environment().items() if k not in PRIVATE}
    here = [
        os.path.realpath(sys.executable),
        sys.prefix,
        str(Path(__file__).parent),
        sorted(known.items()),
    ]
    key = hashlib.sha256(json.dumps(here).encode()).hexdigest()[:16]
    folder = _private_folder()
    if folder is None or len(str(folder / f"{key}.sock")) > LONGEST_PATH:
        return None
    return Address(folder, key)


def _private_folder() -> Path | None:
    """A folder for sockets that belongs to this user and that nobody else may enter."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(base or tempfile.gettempdir()) / f"gradlings-{os.getuid()}"
    with contextlib.suppress(OSError):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if private and found.st_uid == os.getuid():
            return folder
    return None


def identity() -> str:
    """A name of the code that a process started now would load: another one needs another."""
    torch = find_spec("torch")
    files = [Path(torch.origin).with_name("version.py")] if torch and torch.origin else []
    package = Path(__file__).parent
    for folder in (package, *(p for p in package.iterdir() if p.is_dir())):
        files += folder.glob("*.py")
    stamps = sorted((str(file), file.stat().st_mtime_ns) for file in files if file.exists())
    return hashlib.sha256(json.dumps([__version__, sys.version, stamps]).encode()).hexdigest()


def find() -> Address | None:
    """The address of a background process that fits; one that does not is told to leave."""
    place = address()
    if place is None or (card := _card(place)) is None:
        return None
    if card.identity != identity():
        stop()
        return None
    return place


def connect(place: Address, **asked: Any) -> socket.socket:
    """A connection to the background process, which has said that it takes the request `asked`.

    Raises OSError where it is dead, where it is busy for long, and where it is hung, which then is
    ended.
    """
    card = _card(place)
    if card is None:
        raise ConnectionError("there is none")
    connection = socket.socket(socket.AF_UNIX)
    done = -1
    try:
        connection.settimeout(PATIENCE)
        connection.connect(str(place.socket))
        done = _work_of(_peer(connection))
        connection.sendall(greeting({"token": card.token, **asked}))
        if connection.recv(1) != b"+":
            raise ConnectionError("turned away")
        connection.settimeout(None)
    except TimeoutError:
        # Others may have runs there: one that works, however slowly, is left to them.
        if (peer := _peer(connection)) and _work_of(peer) == done:
            _kill(peer)
        connection.close()
        raise
    except OSError:
        connection.close()
        raise
    return connection


def greeting(fields: dict[str, Any]) -> bytes:
    """The first thing that is said on a connection: one line."""
    return json.dumps(fields).encode() + b"\n"


def status() -> Status | None:
    """What the background process says of itself; None where there is none."""
    answer = _ask("status")
    return Status(**answer) if answer else None


def others() -> int:
    """How many more there are of this user, for other environments."""
    place = address() if forks() else None
    if place is None:
        return 0
    return sum(card.stem != place.key for card in place.folder.glob("*.json"))


def stop() -> bool:
    """End the background process, once it has done what it does; whether there was one."""
    return _ask("stop") is not None


def stop_all() -> int:
    """End those of this user for whatever environment; how many there were."""
    place = address() if forks() else None
    if place is None:
        return 0
    found = [Address(place.folder, card.stem) for card in place.folder.glob("*.json")]
    return sum(_ask("stop", one) is not None for one in found)


def _ask(what: str, place: Address | None = None) -> dict[str, Any] | None:
    place = place or (address() if forks() else None)
    if place is None:
        return None
    try:
        with connect(place, ask=what) as connection, connection.makefile("rb") as stream:
            return wire.receive(stream)[0]
    except (OSError, ValueError, wire.Closed):
        return None


def _card(place: Address) -> Card | None:
    try:
        return Card(**json.loads(place.card.read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_hex(16)


def _peer(connection: socket.socket) -> int:
    """The process that listens at the other end, or 0."""
    with contextlib.suppress(OSError, AttributeError):
        return peer_of(connection)[0]
    return 0


def peer_of(connection: socket.socket) -> tuple[int, int]:
    """Process and user at the other end of a connection, as the kernel knows them. Linux only."""
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid, user, _ = struct.unpack("3i", data)
    return pid, user


def _work_of(pid: int) -> int:
    """What a process has computed so far, in ticks of the kernel's clock; -1 where unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return -1
    return sum(map(int, fields.rpartition(")")[2].split()[11:13]))


def _kill(pid: int) -> None:
    if pid > 1:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
