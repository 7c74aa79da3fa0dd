"""The command's side of the grader's processes: start the zygote, send attempts, await verdicts."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from grader import server, wire
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
# How long a process may take to be gone when what it started is, in seconds.
DYING = 1.0

# How often an attempt is handed to a judge: more than one of those that wait may have died.
MOST_ASKED = 4

# How many attempts are graded at once where there are several: each is two processes in turn.
AT_ONCE = 2


# Told how far a training is: the steps made so far, and the last loss.
News = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Request:
    """One attempt to grade.

    exercise  the folder of the grader's own copy
    file      the attempt's name, as it is shown
    wall      the longest that the run itself may take, in seconds
    bonus     grade the experiment on top of the exercise instead
    seed      another seed than the exercise's own
    seconds   compute no longer than this, where the exercise would allow more
    filmed    hand over a playback of the run, too
    sampled   with a sample's way through the model at each iteration
    require_sandbox   refuse where a layer of protection is missing
    """

    exercise: Path
    file: str
    source: bytes
    wall: float
    bonus: bool = False
    seed: int | None = None
    seconds: int | None = None
    filmed: bool = False
    sampled: bool = True
    require_sandbox: bool = False

    def header(self) -> dict[str, Any]:
        """What is sent beside the source."""
        return {
            "exercise": str(self.exercise),
            "file": self.file,
            "bonus": self.bonus,
            "seed": self.seed,
            "seconds": self.seconds,
            "filmed": self.filmed,
            "sampled": self.sampled,
            "require_sandbox": self.require_sandbox,
        }


class RunKilledJudge(Exception):
    """The judging process was gone while the student's code ran."""


class Cancelled(Exception):
    """The one who asked does not want the answer any more."""


class Engine:
    """Grades attempts in processes of their own; a context manager that ends them all.

    Starting is cheap and returns at once: torch is imported in the zygote meanwhile, and so are
    `needs`, the packages that the exercises want besides. A `shared` engine asks the background
    process where there is one, and leaves one behind where there may be one. A `warm` one will be
    asked again: what the next request needs is made ready beforehand. Runs have their folders in
    `temporary`, by default the system's own.
    """

    def __init__(
        self,
        needs: Iterable[str] = (),
        shared: bool = False,
        warm: bool = False,
        temporary: Path | None = None,
    ) -> None:
        self.needs = tuple(needs)
        self.environment = grader_environment()
        if temporary is not None:
            self.environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        self.control: socket.socket | None = None
        self.zygote: subprocess.Popen[bytes] | None = None
        self.server: server.Address | None = None
        self.stays = shared and server.why_not() is None
        self.asked = False
        self.warm = warm or self.stays
        self.standby = _Process(self.environment) if warm and not forks() else None
        self.replacing = threading.Lock()
        if shared and server.may_be_used():
            self.server = server.find()
        if forks() and self.server is None:
            self._start()

    def _start(self) -> None:
        self.control, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        place = server.address() if self.stays else None
        listen = (str(place.socket), server.identity()) if place else ("", "")
        options = [str(theirs.fileno()), "warm" if self.warm else "once", *listen, *self.needs]
        with theirs:
            self.zygote = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.zygote", *options],
                pass_fds=[theirs.fileno()],
                env=self.environment,
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
        if self.standby is not None:
            self.standby.end()
        if self.zygote is not None and self.stays:
            self.zygote.returncode = 0  # it is on its own now: nobody waits for it
        elif self.zygote is not None:
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
        return self.begin(request).result()

    def begin(self, request: Request) -> Grading:
        """Start to grade one attempt: its `result()` is waited for when it is wanted."""
        self.asked = True
        place, zygote = self.server, self.zygote
        exercise = str(request.exercise)  # the same judge may take the next request for it
        if place is not None:
            with contextlib.suppress(OSError):
                stream = server.connect(place, ask="grade", needs=self.needs, exercise=exercise)
                return Grading(request, _Socket(stream), lambda begun: self._instead(zygote))
            self._instead(zygote)
        elif zygote is None:
            return Grading(request, self._ready(), done=self._warm_up)
        elif zygote.poll() is not None:
            self._instead(zygote)  # it was ended from outside
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                assert self.control is not None
                socket.send_fds(self.control, [os.fsencode(exercise)], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise GraderError(LOST, LOST_HINT) from error
        asked = self.zygote
        return Grading(request, _Socket(ours), lambda begun: self._again(asked, begun))

    def _ready(self) -> _Process:
        """The process that stands by, unless an interrupt of a notebook's kernel ended it, too."""
        ready, self.standby = self.standby, None
        if ready is not None and ready.process.poll() is not None:
            ready.close()
            ready = None
        return ready or _Process(self.environment)

    def _warm_up(self) -> None:
        """Have a process ready for the next request."""
        if self.warm and self.standby is None:
            self.standby = _Process(self.environment)

    def _instead(self, lost: subprocess.Popen[bytes] | None) -> Engine:
        """This engine with a new zygote of its own: the one that was asked is dead, or was hung.

        `lost` is the own one that there was then; the first of several askers replaces it.
        """
        with self.replacing:
            if self.zygote is lost:
                if self.control is not None:
                    self.control.close()
                self._start()
                self.server = None
        return self

    def _again(self, asked: subprocess.Popen[bytes] | None, begun: bool) -> Engine | None:
        """This engine with a new zygote, if the one that was asked was for others, too, and died.

        Somebody for whom it was hung has ended it then; the run has nothing to do with that. This
        engine as it is where nothing had `begun`: a judge that waited for the request was ended.
        """
        if not begun and asked is not None and asked.poll() is None:
            return self
        if not self.stays or asked is None:
            return None
        try:
            asked.wait(timeout=DYING)
        except subprocess.TimeoutExpired:
            return None  # it was the judge alone
        return self._instead(asked)


class Way(Protocol):
    """The way to a judge and back."""

    requests: wire.Stream
    answers: wire.Stream

    def patience(self, seconds: float) -> None:
        """Wait no longer than this for an answer, from now on."""

    def cut(self) -> None:
        """Hang up, from any thread: the judge ends its run, and who waits for an answer wakes."""

    def close(self) -> None:
        """Give back what it takes."""


class Grading:
    """One attempt on its way. Its judge ends the run when it is closed or cancelled.

    `instead` gives an engine to ask again where the run can't have been what the judge was lost by:
    it is told whether anything had begun. `done` is called once the answer is there. `film` is the
    playback in bytes, where one was asked for and there was a run.
    """

    def __init__(
        self,
        request: Request,
        way: Way,
        instead: Callable[[bool], Engine | None] = lambda begun: None,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        self.request = request
        self.way = way
        self.instead = instead
        self.done = done
        self.film: tuple[bytes, ...] = ()
        self.cancelled = False
        self.asked = 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            wire.send(way.requests, request.header(), request.source)

    def cancel(self) -> None:
        """Want no answer any more, from any thread: `result()` raises Cancelled."""
        self.cancelled = True
        self.way.cut()

    def result(self, news: News = lambda _: None) -> dict[str, Any]:
        """The verdict, as JSON. `news` is told that the run began and how far the training is."""
        try:
            return self._result(news)
        except (GraderError, RunKilledJudge):
            if self.cancelled:
                raise Cancelled from None
            raise
        finally:
            self.way.close()
            self.done()

    def _may_ask_again(self) -> bool:
        return not self.cancelled and self.asked < MOST_ASKED

    def _take(self, way: Way) -> None:
        """Go on with another way, which is cut where it was cancelled meanwhile."""
        self.way = way
        if self.cancelled:
            way.cut()

    def _result(self, news: News) -> dict[str, Any]:
        running = begun = False
        while True:
            try:
                answer, blobs = wire.receive(self.way.answers)
            except (wire.Closed, OSError, ValueError):
                if self._may_ask_again() and (engine := self.instead(begun)) is not None:
                    self.way.close()
                    self.asked = MOST_ASKED if begun else self.asked + 1
                    self._take(engine.begin(self.request).way)
                    return self._result(news)
                if running:
                    raise RunKilledJudge from None
                raise GraderError(LOST, LOST_HINT) from None
            event, begun = answer.get("event"), True
            if event == "started":
                self.way.patience(self.request.wall + GRACE)
                news({"steps": 0, "loss": None})
            running = event in ("started", "progress") or (running and event != "ran")
            if event == "progress":
                news(answer)
            if event == "error":
                raise from_json(answer["error"])
            if event == "verdict":
                self.film = tuple(blobs)
                return dict(answer["verdict"])


class _Socket:
    """To a judge that was forked: a connected socket."""

    def __init__(self, ours: socket.socket) -> None:
        self.socket = ours
        self.stream = ours.makefile("rwb")
        self.requests: wire.Stream = self.stream
        self.answers: wire.Stream = self.stream

    def patience(self, seconds: float) -> None:
        self.socket.settimeout(seconds)

    def cut(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.stream.close()
        self.socket.close()


class _Process:
    """To a judge of one request, in a fresh interpreter: its standard streams."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.zygote", "--once"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=_debug_stream(),
            env=environment,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.requests: wire.Stream = self.process.stdin
        self.answers: wire.Stream = self.process.stdout

    def patience(self, seconds: float) -> None:
        """A pipe has no limit: the judge keeps its own."""

    def cut(self) -> None:
        with contextlib.suppress(OSError):
            self.process.stdin.close()  # type: ignore[union-attr]  # there is one

    def end(self) -> None:
        """Want nothing of it any more: it ends at once, or it is ended."""
        self.cut()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.close()

    def close(self) -> None:
        self.cut()
        self.process.wait()
        self.process.stdout.close()  # type: ignore[union-attr]  # there is one


def _debug_stream() -> int | None:
    """The zygote's stderr: the terminal when debugging, nowhere else."""
    return None if os.environ.get("GRADER_DEBUG") else subprocess.DEVNULL
