"""The command's side of the grader's processes: start the zygote, send attempts, await verdicts."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from grader import wire
from grader.errors import GraderError, from_json
from grader.launch import forks, grader_environment

LOST = "The judging process ended without an answer."
LOST_HINT = (
    "Run the command again; if it happens again, set GRADER_DEBUG=1 and report what it prints."
)


# How long a judge may take beyond the run itself before it counts as gone.
GRACE = 60.0
# How long the zygote may take to end what it still does, in seconds.
PATIENCE = 10.0

# How many attempts are graded at once where there are several: each is two processes in turn.
AT_ONCE = 2

# Where requests go, where answers come from, and how to bound the wait for them.
Connection = tuple[wire.Stream, wire.Stream, Callable[[float], None]]


@dataclass(frozen=True)
class Request:
    """One attempt to grade.

    exercise  the folder of the grader's own copy
    file      the attempt's name, as it is shown
    wall      the longest that the run itself may take, in seconds
    bonus     grade the experiment on top of the exercise instead
    seed      another seed than the exercise's own
    """

    exercise: Path
    file: str
    source: bytes
    wall: float
    bonus: bool = False
    seed: int | None = None

    def header(self) -> dict[str, Any]:
        """What is sent beside the source."""
        return {
            "exercise": str(self.exercise),
            "file": self.file,
            "bonus": self.bonus,
            "seed": self.seed,
        }


class RunKilledJudge(Exception):
    """The judging process was gone while the student's code ran."""


class Engine:
    """Grades attempts in processes of their own; a context manager that ends them all.

    Starting is cheap and returns at once: torch is imported in the zygote meanwhile, and so are
    `needs`, the packages that the exercises want besides.
    """

    def __init__(self, needs: Iterable[str] = ()) -> None:
        self.needs = tuple(needs)
        self.control: socket.socket | None = None
        self.zygote: subprocess.Popen[bytes] | None = None
        self.asked = False
        if forks():
            self._start()

    def _start(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.zygote = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.zygote", str(theirs.fileno()), *self.needs],
                pass_fds=[theirs.fileno()],
                env=grader_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=_debug_stream(),
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self.control is not None:
            self.control.close()
        if self.zygote is not None:
            if not self.asked:
                self.zygote.kill()  # it may still be importing torch, for nobody
            try:
                # It ends at once, or after a run that was cut off has been cleaned up.
                self.zygote.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.zygote.kill()
                self.zygote.wait()

    def grade(self, request: Request) -> dict[str, Any]:
        """The verdict, as JSON, of one attempt.

        Raises what the judge raised, and RunKilledJudge where the run took the judge with it.
        """
        self.asked = True
        with self._connection() as (requests, answers, patience):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                wire.send(requests, request.header(), request.source)
            running = False
            while True:
                try:
                    answer, _ = wire.receive(answers)
                except (wire.Closed, OSError):
                    if running:
                        raise RunKilledJudge from None
                    raise GraderError(LOST, LOST_HINT) from None
                event = answer.get("event")
                if event == "started":
                    patience(request.wall + GRACE)
                running = event == "started" or (running and event != "ran")
                if event == "error":
                    raise from_json(answer["error"])
                if event == "verdict":
                    return dict(answer["verdict"])

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self.control is None:
            with _spawned() as (requests, answers):
                yield requests, answers, lambda seconds: None
            return
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                try:
                    socket.send_fds(self.control, [b"g"], [theirs.fileno()])
                except OSError as error:
                    raise GraderError(LOST, LOST_HINT) from error
            # Closed with the block: a judge whose asker is gone ends its run.
            with ours.makefile("rwb") as stream:
                yield stream, stream, ours.settimeout


@contextmanager
def _spawned() -> Iterator[tuple[wire.Stream, wire.Stream]]:
    """A judge of one request, in a fresh interpreter."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "grader.zygote", "--once"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=_debug_stream(),
        env=grader_environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdin, process.stdout
        finally:
            process.stdin.close()


def _debug_stream() -> int | None:
    """The zygote's stderr: the terminal when debugging, nowhere else."""
    return None if os.environ.get("GRADER_DEBUG") else subprocess.DEVNULL
