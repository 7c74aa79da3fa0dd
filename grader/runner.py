"""Runs for a judge that stays: children that another process forks and keeps an eye on.

A judge that stays has other attempts in its memory, so no child is forked from it. It has a keeper
beside it, a fork of the preloaded process, which forks a child for each run, tells how that ended,
and ends it with all that it started. What an attempt is made of never comes to the keeper: the
child reads it from the judge, and what it replies and prints goes there, too.

    zygote ──fork──► keeper ──fork──► child
    judge ◄───────reply, output─────────┘
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from grader import child, launch, sandbox, wire
from grader.confine import user
from grader.errors import GraderError
from grader.folder import Folder
from grader.run import Run

# The longest message between a judge and its keeper: a job, with all that may be read.
LONGEST = 1 << 18
# How often a keeper looks whether the child has ended, where the system does not tell it.
TICK = 0.01
NO_CHILD = "No process could be started for the run: {}."
NO_CHILD_HINT = "Run the command again when this machine does less, or has more room."


# ---------------------------------------------------------------------- the judge's side


@dataclass
class Runner:
    """Runs attempts for a judge, in children of a keeper that the zygote forks for it.

    zygote  where to ask for a keeper
    """

    zygote: socket.socket
    keeper: socket.socket | None = None

    def run(
        self,
        caller: socket.socket,
        job: child.Job,
        given_source: bytes,
        source: bytes,
        row_bytes: int,
        news: sandbox.News,
    ) -> Run:
        """As `sandbox.run`, until the `caller` hangs up. Raises Closed where the keeper is gone."""
        try:
            return sandbox.run(
                job, given_source, source, row_bytes, self._start, _HungUp(caller), news
            )
        except (wire.Closed, GraderError):
            if self.keeper is not None:
                self.keeper.close()
                self.keeper = None
            raise

    def _start(self, job: child.Job, given_source: bytes, source: bytes) -> launch.Child:
        if self.keeper is None:
            self.keeper, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
            with theirs:
                socket.send_fds(self.zygote, [b"r"], [theirs.fileno()])
        return KeptChild(self.keeper, job, given_source, source)


class _HungUp:
    """Set once the one who waits for the verdict, and has nothing more to say, has hung up."""

    def __init__(self, caller: socket.socket) -> None:
        self.caller = caller

    def is_set(self) -> bool:
        """Whether that is so by now."""
        return bool(select.select([self.caller], [], [], 0)[0])


class KeptChild:
    """A child of the keeper's, as its judge knows it."""

    def __init__(
        self, keeper: socket.socket, job: child.Job, given_source: bytes, source: bytes
    ) -> None:
        self.keeper = keeper
        pipes = [os.pipe() for _ in range(4)]
        (text_end, text), (reply, reply_end), (output, output_end), (ended, ended_end) = pipes
        theirs = (text_end, reply_end, output_end, ended_end)
        self.reply: BinaryIO = os.fdopen(reply, "rb")
        self.output: BinaryIO = os.fdopen(output, "rb", 0)
        self.ended: BinaryIO = os.fdopen(ended, "rb")
        with contextlib.suppress(OSError):  # what is wrong shows in the answer
            socket.send_fds(keeper, [json.dumps(asdict(job)).encode()], theirs)
        for descriptor in theirs:
            os.close(descriptor)
        # What closes the pipe may find that nobody reads it, too.
        with contextlib.suppress(BrokenPipeError), os.fdopen(text, "wb") as stream:
            try:
                self.folder = Folder(Path(self._begun()))
            except GraderError:
                for ours in (self.reply, self.output, self.ended):
                    ours.close()
                raise
            wire.send(stream, {}, given_source, source)

    def _begun(self) -> str:
        """The folder of the run. Nothing of the attempt was read yet, so it can't be its fault."""
        try:
            begun: dict[str, str] = self._answer()
        except wire.Closed:
            begun = {"failed": "the process that starts others has ended"}
        if "failed" in begun:
            raise GraderError(NO_CHILD.format(begun["failed"]), NO_CHILD_HINT)
        return begun["folder"]

    def _answer(self) -> Any:
        """What the keeper answers; raises Closed where it is gone."""
        with _closed():
            if data := self.keeper.recv(LONGEST):
                return json.loads(data)
        raise wire.Closed

    def _ask(self, what: str, *more: int) -> Any:
        with _closed():
            self.keeper.send(json.dumps([what, *more]).encode())
        return self._answer()

    def wait(self) -> int:
        """Block until it ended, and tell how; once."""
        with self.ended:
            data = self.ended.read(4)
        return int(struct.unpack("<i", data)[0]) if len(data) == 4 else 0

    def ask_where(self) -> None:
        """Let it write down where it is, and end."""
        self._ask("ask_where")

    def cpu_seconds(self) -> float:
        """What it has computed."""
        return float(self._ask("cpu_seconds"))

    def descendants(self) -> int:
        """How many processes run below the keeper."""
        return int(self._ask("descendants"))

    def memory(self) -> int:
        """Bytes that it and what it started use."""
        return int(self._ask("memory"))

    def written(self, most: int) -> int:
        """Bytes of the files that it keeps, counted until they are more than `most`."""
        return int(self._ask("written", most))

    def destroy(self) -> None:
        """Have it killed with all that it started, and its folder removed."""
        self._ask("destroy")


@contextlib.contextmanager
def _closed() -> Iterator[None]:
    """Raise Closed where the other side is gone."""
    try:
        yield
    except OSError as error:
        raise wire.Closed from error


# --------------------------------------------------------------------- the keeper's side


def keep(connection: socket.socket) -> None:
    """Fork a child for each run that is asked for, and do with it what is asked."""
    with contextlib.suppress(OSError):
        while True:
            message, descriptors, _, _ = socket.recv_fds(connection, LONGEST, 4)
            if not message:
                return
            _keep_one(connection, child.job_from_json(json.loads(message)), descriptors)


def _keep_one(connection: socket.socket, job: child.Job, descriptors: Sequence[int]) -> None:
    """Fork the child of one run, until it is destroyed or nobody asks any more."""
    text, reply, output, ended = descriptors
    # Whose the folders of a run are follows from the process that makes them.
    job = replace(job, plan=replace(job.plan, user=user.number()))
    with os.fdopen(ended, "wb", 0) as told:
        try:
            kept = launch.Forked(partial(_main, job), reply, output, text)
        except OSError as error:  # no room on the disk, too many processes
            connection.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
            return
        finally:
            for descriptor in (text, reply, output):
                os.close(descriptor)
        try:
            connection.send(json.dumps({"folder": str(kept.folder.root)}).encode())
            _serve(connection, kept, told)
        finally:
            kept.destroy()
    connection.send(b"null")


def _main(job: child.Job, reply: BinaryIO, folder: Folder) -> None:
    """In the child: read what it is to run from the judge."""
    with os.fdopen(launch.TEXT, "rb") as stream:
        _, (given_source, source) = wire.receive(stream)
    child.main(job, given_source, source, reply, folder)


def _serve(connection: socket.socket, kept: launch.Forked, told: BinaryIO) -> None:
    """Answer what the judge asks of the child, and tell it once when that has ended."""
    end = _descriptor_of(kept.pid)
    waiting = True
    try:
        while True:
            sources = [connection, *([end] if waiting and end is not None else ())]
            polls = waiting and end is None
            ready, _, _ = select.select(sources, [], [], TICK if polls else None)
            if waiting and (end in ready or (polls and _has_ended(kept.pid))):
                waiting = False
                with contextlib.suppress(OSError):
                    told.write(struct.pack("<i", kept.wait()))
            if connection in ready:
                message = connection.recv(LONGEST)
                what, *more = json.loads(message) if message else ("destroy",)
                if what == "destroy":
                    return
                connection.send(json.dumps(getattr(kept, what)(*more)).encode())
    finally:
        if end is not None:
            os.close(end)


def _descriptor_of(pid: int) -> int | None:
    """What becomes readable when a process ends; None where the system has no such thing."""
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None


def _has_ended(pid: int) -> bool:
    """Whether a child of this process has ended; it is not reaped."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None
