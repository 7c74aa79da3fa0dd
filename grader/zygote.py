"""The preloaded process: imports torch once, then forks a judge for each request.

It stays single-threaded (a fork after a multi-threaded torch operation hangs for ever) and never
runs a student's code. Where the system has no safe fork, `--once` serves one request itself, with
a spawned child that imports torch at the same time.

    command ──socket──► zygote ──fork──► judge ──fork──► child (the student's code)

Once it has rehearsed, there may be many more: judges stay then (see `staying`), each with a keeper
beside it, which forks the children (see `runner`).

Asked to, it stays for the commands that come after the one that started it (see `server`).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import queue
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from grader import confine, huge, launch, processes, wire
from grader.errors import EnvironmentProblem, GraderError
from grader.folder import clean_up_after, clean_up_forgotten
from grader.staying import Judge, Staying, stay

if TYPE_CHECKING:
    from grader.launch import SpawnedChild
    from grader.listener import Listener

TORCH_HINT = "Install torch and torchvision with one of the two install lines of the README."


# How often a process that judges work for looks after those that ended, in seconds.
TICK = 0.2
# The longest name of an exercise's folder that a request may come with.
LONGEST_REQUEST = 1 << 14
# How often one that nobody asks looks whether it should leave.
IDLE_TICK = 30.0


@dataclass(frozen=True)
class Options:
    """What the command line says.

    control  the descriptor on which the command that started this process sends connections
    warm     whether to rehearse, since there will be more than one request
    listen   where to stay for other commands, or nothing; then with which identity
    needs    packages to import beforehand
    """

    control: int
    warm: bool
    listen: str
    identity: str
    needs: tuple[str, ...]


def main() -> None:
    """Serve requests until nobody asks any more."""
    if sys.argv[1] == "--once":
        serve_once()
        return
    control, warm, listen, identity, *needs = sys.argv[1:]
    options = Options(int(control), warm == "warm", listen, identity, tuple(needs))
    zygote = Zygote(socket.socket(fileno=options.control), preload(), options.warm)
    zygote.prepare(options.needs)
    if options.listen:
        zygote.listen(Path(options.listen), options.identity)
    zygote.serve()
    with contextlib.suppress(OSError):
        clean_up_forgotten()
    os._exit(0)


class Zygote:
    """Forks judges for the requests of the command that started it and of those that connect."""

    def __init__(self, control: socket.socket, problem: GraderError | None, warm: bool) -> None:
        self.control: socket.socket | None = control
        self.listener: Listener | None = None
        self.problem = problem
        self.judges: set[int] = set()
        self.staying = Staying()
        self.warm = warm
        self.imported: set[str] = set()
        self.to_rehearse = warm and problem is None
        # What is left to do to its memory while nobody asks.
        self.tidying: Iterator[None] = iter(())
        processes.become_reaper()

    def prepare(self, needs: Iterable[str]) -> None:
        """Import what exercises want besides torch, once for all forks."""
        for name in (new := set(needs) - self.imported):
            with contextlib.suppress(Exception):  # what fails is told by the one that needs it
                importlib.import_module(name)
        self.imported |= new
        _freeze()

    def listen(self, place: Path, identity: str) -> None:
        """Stay for other commands, where that is safe and nobody does it yet.

        Without seccomp a run could connect to whatever of this user listens.
        """
        from grader import listener, server

        if self.problem is None and confine.seccomp.NAME not in confine.missing():
            address = server.Address(place.parent, place.stem)
            self.listener = listener.listen(address, identity)
        if self.listener is not None:
            os.chdir("/")  # the folder of the first command may go, and its disk be taken out

    def serve(self) -> None:
        """Fork until the command has gone and, where others may ask, nobody has for long."""
        while self.control is not None or (self.listener is not None and not self.listener.done):
            self._reap(os.WNOHANG)
            self.staying.let_go()
            others = self.listener.socket if self.listener is not None else None
            asking = self.staying.sockets()
            sources = [s for s in (self.control, others, *asking) if s is not None]
            ready, _, _ = select.select(sources, [], [], 0 if self._tidies() else self._tick())
            # First, so that one that is done takes the request that has come meanwhile.
            for judge in asking:
                if judge in ready:
                    self._ask_of_judge(judge)
            if self.control in ready:
                self._ask_of_command()
            if self.listener is not None and others in ready:
                self._ask_of_others(self.listener)
                self._make_room(self.listener)
            self._rehearse()
        self.staying.close()
        if self.listener is not None:
            self.listener.close()
        # Judges clean up after runs that nobody waits for any more.
        self._reap(0)

    def _tidies(self) -> bool:
        """Do a little of what makes forks cheaper; whether there may be more of it."""
        return next(self.tidying, self) is not self

    def _tick(self) -> float:
        """How long to wait before looking after what is going on, in seconds."""
        if self.judges:
            return TICK
        return min(IDLE_TICK, self.listener.seconds_left + TICK) if self.listener else IDLE_TICK

    def _rehearse(self) -> None:
        """Once, while the first judge works: later ones begin warm."""
        if self.to_rehearse and self.judges:
            self.to_rehearse = False
            with contextlib.suppress(Exception):  # without it the next one is slower, no more
                from grader.rehearsal import rehearse

                rehearse()
            _freeze()
            self.tidying = huge.gather()

    def _make_room(self, listener: Listener) -> None:
        """Leave the address at once where somebody wants it, however long the command goes on."""
        if listener.leaving:
            listener.close()
            self.listener = None

    def _ask_of_command(self) -> None:
        assert self.control is not None
        message, descriptors, _, _ = socket.recv_fds(self.control, LONGEST_REQUEST, 1)
        if self.listener is not None:
            self.listener.touch()
        if message:
            self._grade(socket.socket(fileno=descriptors[0]), os.fsdecode(message))
        else:
            self.control.close()
            self.control = None

    def _ask_of_others(self, listener: Listener) -> None:
        if caller := listener.accept():
            wanted = set(map(str, caller.needs)) - self.imported
            with contextlib.suppress(Exception):  # the judge tells what is wrong with a course
                if new := wanted and known_needs() & wanted:
                    self.prepare(new)
            self._grade(caller.connection, caller.exercise)

    def _ask_of_judge(self, judge: socket.socket) -> None:
        from grader import runner

        if (connection := self.staying.asked(judge)) is not None:
            self._fork(connection, runner.keep)

    def _grade(self, connection: socket.socket, exercise: str) -> None:
        """Let a judge answer the request that comes on the connection: one that waits, or another.

        Until this process has rehearsed there may be no second request: such a judge ends, and
        forks its one child itself.
        """
        if self.staying.hand_over(connection, exercise):
            connection.close()
        elif not self.warm or self.to_rehearse or self.problem is not None:
            self._fork(connection, self._judge)
        else:
            ours, theirs = socket.socketpair()
            with theirs:
                judge = self._fork(connection, lambda asked: stay(theirs, asked), ours)
            if judge:
                self.staying.judges.append(Judge(judge, ours, exercise))
            else:
                ours.close()

    def _judge(self, connection: socket.socket) -> None:
        """In a judge of one request."""
        with connection, connection.makefile("rwb") as stream:
            _answer(stream, stream, self.problem)

    def _fork(
        self,
        connection: socket.socket,
        work: Callable[[socket.socket], None],
        *kept: socket.socket,
    ) -> int:
        """A process that does `work` with the connection, without what is `kept` here; 0 if none.

        It inherits what this process knows: no attempt, no trace and no verdict.
        """
        assert_single_threaded()
        try:
            pid = os.fork()
        except OSError:
            connection.close()  # too many processes just now: no reason to end those that run
            return 0
        if pid:
            self.judges.add(pid)
            connection.close()
            return pid
        try:
            own = (self.control, self.listener and self.listener.socket)
            for source in (*own, *self.staying.sockets(), *kept):
                if source is not None:
                    source.close()
            processes.become_reaper()
            processes.die_with_parent()
            work(connection)
            os._exit(0)
        finally:
            if os.environ.get("GRADER_DEBUG"):
                import traceback

                traceback.print_exc()
            os._exit(1)

    def _reap(self, options: int) -> None:
        """Take note of judges that ended, and clean up after those that were killed."""
        while self.judges:
            pid, status = os.waitpid(-1, options)
            if not pid:
                return
            if pid in self.judges:
                self.judges.discard(pid)
                if os.WIFSIGNALED(status):
                    processes.kill_orphans(self.judges)
                    clean_up_after(pid)


def serve_once() -> None:
    """Serve the one request on stdin, answer on stdout."""
    standby = launch.SpawnedChild()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = _ReadAhead(sys.stdin.buffer, standby)
    problem = preload()
    requests.awaited = True
    try:
        _answer(requests, answers, problem, standby)
    finally:
        standby.destroy()
    os._exit(0)


def _answer(
    requests: wire.Stream,
    answers: wire.Stream,
    problem: GraderError | None,
    standby: SpawnedChild | None = None,
) -> None:
    """Answer one request in this process, whose child runs the attempt."""
    from grader.answer import Cancelled, answer

    def run(*told: Any) -> Any:
        from grader.judge import in_child  # with torch, which there may be none of

        start = standby.give if standby is not None else None
        return in_child(start, Cancelled(requests))(*told)

    answer(requests, answers, problem, run)


class _ReadAhead:
    """Standard input, read from the start, so that one who hangs up is noticed at once.

    Until somebody reads here, nobody is left to answer to then: the process ends, and its child
    with it. It imports torch meanwhile, which takes its time where many saves ask for runs.
    """

    def __init__(self, stream: BinaryIO, standby: SpawnedChild) -> None:
        self.stream = stream
        self.standby = standby
        self.awaited = False
        self.parts: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.part = b""
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(self.stream.fileno(), 1 << 16):
                self.parts.put(data)
        self.parts.put(b"")
        if not self.awaited:
            self.standby.destroy()
            os._exit(0)

    def read(self, count: int, /) -> bytes:
        """At most `count` bytes, none at the end."""
        if not self.part:
            self.part = self.parts.get()
        data, self.part = self.part[:count], self.part[count:]
        return data

    def write(self, data: bytes, /) -> None:
        """Nothing is written here."""
        raise OSError("this is read only")

    def flush(self) -> None:
        """Nothing is written here."""


def preload() -> GraderError | None:
    """Import everything that a grading needs; what is wrong with torch, if anything is."""
    os.environ.update(launch.TORCH_SETTINGS)
    try:
        import torch

        torch.set_num_threads(1)
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)  # imports torch._dynamo
        torch.use_deterministic_algorithms(True, warn_only=True)
        import grader.judge  # noqa: F401
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        return EnvironmentProblem(
            f"torch can't be imported: {type(error).__name__}: {error}", TORCH_HINT
        )
    return None


def _freeze() -> None:
    """Keep what there is from being looked at, and so copied, by collections in the forks."""
    gc.collect()
    gc.freeze()


def known_needs() -> set[str]:
    """What the exercises of the grader's own copy want besides torch: nothing else is imported."""
    from grader.course import packaged_course
    from grader.exercise import load

    course = packaged_course()
    return {need for name in course.names() for need in load(course.folder(name)).needs}


def assert_single_threaded() -> None:
    """Fork only from one thread; raises RuntimeError where there are more."""
    tasks = Path("/proc/self/task")
    if tasks.is_dir() and len(list(tasks.iterdir())) > 1:
        raise RuntimeError("the zygote has more than one thread")


if __name__ == "__main__":
    main()
