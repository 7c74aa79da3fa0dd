"""What an attack is let loose on: files, a process and sockets that nobody else needs.

They look like what lies on an instructor's machine. After an attack they are looked at again:
whatever changed, was connected to or is left behind is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = "SECRET-7c1f9a"
GRADES = "student,exercise,passed\nada,exercise-01,1\n"
FILES = {
    "solution": "course/solutions/exercise-01/train.py",
    "neighbour": "submissions/grace/train.py",
    "ledger": "results/ledger.sqlite",
    "grades": "results/grades.csv",
    "secret": "home/.keys/token",
    "fifo": "outside/fifo",
}
FOLDERS = {
    "solutions": "course/solutions",
    "submissions": "submissions",
    "results": "results",
    "home": "home",
    "outside": "outside",
}


@dataclass(frozen=True)
class Victims:
    """What there is to be attacked; `targets` names it to the attack, as plain values."""

    root: Path
    targets: dict[str, Any]
    sockets: dict[str, socket.socket]
    bystander: subprocess.Popen[bytes]
    seen: dict[str, tuple[Any, ...]]
    """How everything was when it was last looked at."""

    @property
    def runs(self) -> Path:
        """Where the runs' own folders are made: it is empty again after each."""
        return self.root / "runs"

    def harm(self) -> list[str]:
        """What has happened to them since they were last asked, a sentence each."""
        now = _look(self.root)
        names = sorted({*now, *self.seen})
        told = [f'"{name}" was changed.' for name in names if now.get(name) != self.seen.get(name)]
        self.seen.clear()
        self.seen.update(now)
        told += [f"{name} was reached." for name, own in self.sockets.items() if _was_asked(own)]
        if self.bystander.poll() is not None:
            told.append("A process of this user was ended.")
        return told


@contextlib.contextmanager
def victims(solution: bytes) -> Iterator[Victims]:
    """Lay everything out, with a copy of the `solution` in it, and take it away again."""
    with contextlib.ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(prefix="victims-", ignore_cleanup_errors=True)
        root = Path(stack.enter_context(folder)).resolve()
        _lay_out(root, solution)
        sockets = {name: stack.enter_context(_listening(*place)) for name, *place in _places(root)}
        sleeps = "import time\nwhile True: time.sleep(60)"
        bystander = subprocess.Popen([sys.executable, "-S", "-c", sleeps], stdin=subprocess.DEVNULL)
        stack.callback(bystander.wait)
        stack.callback(bystander.kill)
        named = {**FILES, **FOLDERS}.items()
        targets: dict[str, Any] = {name: str(root / path) for name, path in named}
        targets |= {name: _address(own) for name, own in sockets.items()}
        yield Victims(root, {**targets, "victim": bystander.pid}, sockets, bystander, _look(root))


def _lay_out(root: Path, solution: bytes) -> None:
    for path in (*FOLDERS.values(), *(str(Path(f).parent) for f in FILES.values()), "runs"):
        (root / path).mkdir(parents=True, exist_ok=True)
    (root / FILES["solution"]).write_bytes(solution)
    (root / FILES["neighbour"]).write_bytes(solution)
    (root / FILES["grades"]).write_text(GRADES, encoding="ascii")
    (root / FILES["secret"]).write_text(SECRET, encoding="ascii")
    with contextlib.closing(sqlite3.connect(root / FILES["ledger"])) as ledger:
        ledger.execute("create table verdicts (student, exercise, passed)")
        ledger.execute("insert into verdicts values ('ada', 'exercise-01', 0)")
        ledger.commit()
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / FILES["fifo"])


def _places(root: Path) -> list[tuple[str, int, int, Any]]:
    """Where sockets listen: the name that attacks know, family, kind and address."""
    places: list[tuple[str, int, int, Any]] = [
        ("tcp_port", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        ("udp_port", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
    ]
    if hasattr(socket, "AF_UNIX"):
        path = str(root / "socket")
        places.append(("unix_socket", socket.AF_UNIX, socket.SOCK_STREAM, path))
    if sys.platform == "linux":
        name = f"\0{root.name}"
        places.append(("abstract_socket", socket.AF_UNIX, socket.SOCK_STREAM, name))
    return places


def _listening(family: int, kind: int, address: Any) -> socket.socket:
    own = socket.socket(family, kind)
    own.bind(address)
    if kind == socket.SOCK_STREAM:
        own.listen(8)
    own.setblocking(False)
    return own


def _address(own: socket.socket) -> str | int:
    """What an attack needs to know to reach it."""
    place = own.getsockname()
    if isinstance(place, tuple):
        return int(place[1])
    return place.decode().lstrip("\0") if isinstance(place, bytes) else str(place)


def _was_asked(own: socket.socket) -> bool:
    """Whether anybody connected or sent something."""
    try:
        if own.type == socket.SOCK_STREAM:
            own.accept()[0].close()
        else:
            own.recv(1)
    except BlockingIOError:
        return False
    return True


def _look(root: Path) -> dict[str, tuple[Any, ...]]:
    """What lies there, with all that can be changed of it; runs come and go."""
    found = {}
    for path in (root, *sorted(root.rglob("*"))):
        name = path.relative_to(root)
        if name.parts[:1] in ((), ("runs",)):
            continue
        about = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        attributes = os.listxattr(path) if hasattr(os, "listxattr") and path.is_file() else []
        owner = about.st_uid, about.st_gid, about.st_nlink
        found[str(name)] = about.st_mode, about.st_mtime_ns, *owner, content, *attributes
    return found
