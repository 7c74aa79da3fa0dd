"""A run in a process of its own, forked for it from the preloaded one: both sides of it.

A judge that stays has other attempts in its memory, so no child is forked from it. It asks the
preloaded process, which has read none, for a runner; that forks the child and watches it, as a
judge does that doesn't stay, and hands over what the run left behind:

    zygote ──fork──► runner ──fork──► child
    judge ◄──the run's bytes── runner
"""

from __future__ import annotations

import contextlib
import select
import socket
from dataclasses import asdict, dataclass, replace
from typing import Any

from grader import child, sandbox, wire
from grader.answer import Cancelled, tell, telling
from grader.confine import user
from grader.errors import from_json
from grader.run import Run, end_from_json


@dataclass(frozen=True)
class Runner:
    """Runs attempts for a judge, each in a process that the zygote forks for it.

    zygote  where to ask for one
    caller  the one who waits for the verdict: where that hangs up, the run is ended
    """

    zygote: socket.socket
    caller: socket.socket

    def __call__(
        self, job: child.Job, given_source: bytes, source: bytes, row_bytes: int, news: sandbox.News
    ) -> Run:
        """As `sandbox.run`; raises Closed where the runner is gone, or the caller."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self.zygote, [b"r"], [theirs.fileno()])
            with ours.makefile("rwb", 0) as stream:
                header = {"job": asdict(job), "row_bytes": row_bytes}
                with contextlib.suppress(OSError):
                    wire.send(_Whole(ours), header, given_source, source)
                return self._result(ours, stream, news)

    def _result(self, ours: socket.socket, stream: Any, news: sandbox.News) -> Run:
        """What the runner answers, at last."""
        while True:
            ready, _, _ = select.select([ours, self.caller], [], [])
            if self.caller in ready:
                raise wire.Closed  # it sends nothing any more: it has hung up
            try:
                answer, blobs = wire.receive(stream)
            except (OSError, ValueError) as error:
                raise wire.Closed from error
            if answer["event"] == "progress":
                news(answer["steps"], answer["loss"])
            elif answer["event"] == "error":
                raise from_json(answer["error"])
            else:
                return _run_from(answer, *blobs)


class _Whole:
    """A socket to write messages to, each as a whole."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def read(self, count: int, /) -> bytes:
        """At most `count` bytes, none at the end."""
        return self.connection.recv(count)

    def write(self, data: bytes, /) -> None:
        """Send all of `data`."""
        self.connection.sendall(data)

    def flush(self) -> None:
        """Nothing is kept back."""


def serve(connection: socket.socket) -> None:
    """Run the one attempt that comes on the connection, and hand over what it left behind."""
    stream = _Whole(connection)
    with telling(stream):
        header, (given_source, source) = wire.receive(stream)
        job = child.job_from_json(header["job"])
        # Whose the folders of a run are follows from the process that makes them.
        job = replace(job, plan=replace(job.plan, user=user.number()))
        run = sandbox.run(
            job,
            given_source,
            source,
            header["row_bytes"],
            cancelled=Cancelled(stream),
            news=lambda steps, loss: tell(stream, steps, loss),
        )
        fields = {name: getattr(run, name) for name in ("output", "seconds", "layers", "missing")}
        answer = {"event": "run", "end": asdict(run.end), **fields}
        wire.send(stream, answer, run.header, run.tensors)


def _run_from(fields: dict[str, Any], header: bytes, tensors: bytes) -> Run:
    return Run(
        end=end_from_json(fields["end"]),
        header=header,
        tensors=tensors,
        output=fields["output"],
        seconds=fields["seconds"],
        layers=tuple(fields["layers"]),
        missing=tuple(fields["missing"]),
    )
