"""Around the child: start it, limit it, end it, and turn every possible end into data."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from grader import child, launch, wire
from grader.errors import EnvironmentProblem, GraderError
from grader.exercise import Resources
from grader.folder import MOST_ENTRIES, Folder, read_plain
from grader.run import End, EndKind, Run, end_from_json
from grader.syntax import lines_of
from grader.verdict import Frame

# How much of the output is kept: its beginning and its end.
OUTPUT_HEAD, OUTPUT_TAIL = 48_000, 16_000
# Told the steps made so far, and the last loss.
News = Callable[[int, float | None], None]
# Starts a child: what it is told, given.py, and the attempt's file.
Start = Callable[[child.Job, bytes, bytes], launch.Child]
TICK = 0.25
GRACE = 1.0
# How long a child may take until it is confined and reads the student's code, in seconds: one that
# was spawned imports torch before.
STARTING = 180.0
REPLY_OVERHEAD = 64 << 20
# The longest header of a reply: what is read of it takes many times its size.
MOST_HEADER = 4 << 20
# What reading a message raises where the numbers in it are too large, or the lists too deep.
TOO_MUCH = (OverflowError, RecursionError, MemoryError)
# The most that is told while a run goes on; a run of an hour tells less.
MOST_NEWS = 50_000
NOT_CONFINED = "The run could not be confined: {}."
NOT_CONFINED_HINT = "`grade doctor` tells what this machine offers; please report what it prints."
NOT_READ = "The run's process came to nothing before the student's code was read ({})."
NOT_READ_HINT = "Run the command again; if it happens again, please report this."
# How close to each other news may be to be passed on, in seconds: a loop could send any number.
NEWS_TICK = child.TICK / 2


class Cancelled(Protocol):
    """Whether the one who asked for the run is gone."""

    def is_set(self) -> bool:
        """Whether that is so by now."""


def run(
    job: child.Job,
    given_source: bytes,
    source: bytes,
    row_bytes: int,
    start: Start | None = None,
    cancelled: Cancelled | None = None,
    news: News = lambda steps, loss: None,
) -> Run:
    """Run one attempt in a child and hand over what it left behind.

    `row_bytes` is the size of one row of parameters, from which the reply's bound follows.
    `start` starts the child, by default as a fork of this process. Returns
    whatever the student's code does; the child and all that it started are gone by then. Raises
    GraderError where that code was not read at all.
    """
    started = time.monotonic()
    process = (start or forked)(job, given_source, source)
    watch = _Watch(process, job.resources, 2 * job.max_steps * row_bytes + REPLY_OVERHEAD)
    try:
        end, header, tensors = watch.until_end(cancelled, news)
        end = _with_place(end, process.folder, source)
    finally:
        process.destroy()
    layers = (*launch.layers(), *job.plan.layers)
    seconds = time.monotonic() - started
    return Run(end, header, tensors, watch.output(), seconds, layers, tuple(launch.missing()))


def forked(job: child.Job, given_source: bytes, source: bytes) -> launch.Child:
    """A child that is a fork of this process."""
    return launch.ForkedChild(
        lambda reply, folder: child.main(job, given_source, source, reply, folder)
    )


class _Watch:
    """Three threads tell one queue what happens: a reply, the child's exit, too much output."""

    def __init__(self, process: launch.Child, resources: Resources, most: int) -> None:
        self.process = process
        self.resources = resources
        self.most = most
        self.news: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.head = bytearray()
        self.tail = bytearray()
        self.printed = 0
        # That the child's first word was read: whatever its code does comes after that.
        self.heard = threading.Event()
        self.reader = self._thread(self._read_output)
        self.replies = self._thread(self._read_reply)
        self._thread(self._wait)

    def _thread(self, target: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=target, daemon=True)
        thread.start()
        return thread

    # ------------------------------------------------------------------ the threads

    def _read_output(self) -> None:
        # Unbuffered, so that each read returns what there is.
        descriptor = self.process.output.fileno()
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(descriptor, 1 << 16):
                self.printed += len(data)
                room = OUTPUT_HEAD - len(self.head)
                self.head += data[: max(room, 0)]
                self.tail = (self.tail + data[max(room, 0) :])[-OUTPUT_TAIL:]
                if self.printed > self.resources.output_mb << 20:
                    self.heard.wait(STARTING)
                    self.news.put(("flood", None))
                    return

    def _read_reply(self) -> None:
        try:
            # The student's code is not read yet: this message is the grader's own.
            first, _ = wire.receive(self.process.reply, self.most, MOST_HEADER)
            self.news.put(("confined", first.get("not confined", "")))
            self.heard.set()
            for _ in range(MOST_NEWS):
                header, blobs = wire.receive(self.process.reply, self.most, MOST_HEADER)
                if "news" not in header:
                    break
                self.news.put(("news", _news(header["news"])))
            trace_header, tensors = blobs
            reply = end_from_json(header.get("end")), trace_header, tensors
            self.news.put(("reply", reply))
        except wire.Closed:
            self.news.put(("closed", None))
        except (ValueError, TypeError, KeyError, OSError, *TOO_MUCH) as error:
            self.news.put(("garbage", f"{type(error).__name__}: {str(error)[:200]}"))
        finally:
            self.heard.set()

    def _wait(self) -> None:
        code = self.process.wait()
        # What it said is still on its way. What the child started may hold the pipe, for ever.
        self.replies.join(GRACE)
        self.news.put(("exit", code))

    # ------------------------------------------------------------------ the decision

    def until_end(self, cancelled: Cancelled | None, news: News) -> tuple[End, bytes, bytes]:
        """Wait for the first thing that ends the run."""
        deadline = time.monotonic() + STARTING
        reads = False
        told = -NEWS_TICK
        while True:
            # Asked before anything comes, too: that is when the one who asked begins to be watched.
            if cancelled is not None and cancelled.is_set():
                return End("killed", "Nobody waits for the run any more."), b"", b""
            kind, value = self._next_news()
            if kind == "confined":
                if value:
                    raise EnvironmentProblem(NOT_CONFINED.format(value), NOT_CONFINED_HINT)
                reads, deadline = True, time.monotonic() + self.resources.wall_seconds
                continue
            if not reads and (kind != "nothing" or time.monotonic() > deadline):
                raise GraderError(NOT_READ.format(self._said(kind, value)), NOT_READ_HINT)
            if kind == "news" and time.monotonic() - told >= NEWS_TICK:
                told = time.monotonic()
                news(*value)
            if kind in ("news", "nothing") and (end := self._limit_passed(deadline)):
                return self._stop(end)
            if kind == "reply":
                return value  # type: ignore[no-any-return]  # as _read_reply put it
            if kind == "flood":
                return self._stop(_too_much_output(self.resources.output_mb))
            if kind == "garbage":
                return (
                    End("no-trace", f"The run handed over bytes that are no trace ({value})."),
                    b"",
                    b"",
                )
            if kind == "exit":
                return self._end_of(value), b"", b""

    def _next_news(self) -> tuple[str, Any]:
        try:
            return self.news.get(timeout=TICK)
        except queue.Empty:
            return "nothing", None

    def _limit_passed(self, deadline: float) -> End | None:
        allowed = self.resources
        if time.monotonic() > deadline:
            return self._timed_out()
        if self.process.descendants() > allowed.processes:
            return _too_many_processes(allowed.processes)
        if self.process.memory() > allowed.memory_mb << 20:
            return _too_much_memory(allowed.memory_mb)
        if self.process.written(allowed.disk_mb << 20) > allowed.disk_mb << 20:
            return _too_much_written(allowed.disk_mb)
        return None

    def _said(self, kind: str, value: Any) -> str:
        """What is known of a child that came to nothing, for who mends the grader."""
        text = self.output().strip().splitlines()
        return f"{kind} {value}".strip() + (f": {text[-1][:200]}" if text else "")

    def _stop(self, end: End) -> tuple[End, bytes, bytes]:
        """Ask the child where it is before it is killed."""
        self.process.ask_where()
        give_up = time.monotonic() + GRACE
        with contextlib.suppress(queue.Empty):
            while (left := give_up - time.monotonic()) > 0:
                if self.news.get(timeout=left)[0] == "exit":
                    break
        return end, b"", b""

    def _timed_out(self) -> End:
        return End(
            "timed-out",
            f"The run was stopped after {self.resources.wall_seconds:g} seconds on the clock.",
        )

    def _end_of(self, code: int) -> End:
        # The kernel's last word on CPU time is SIGKILL, for code that ignores the first one.
        spent = code < 0 and self.process.cpu_seconds() >= self.resources.cpu_seconds
        if spent or (launch.STUCK is not None and code == -launch.STUCK):
            return End(
                "timed-out",
                f"The run was stopped after {self.resources.cpu_seconds} seconds of computing.",
            )
        if code < 0:
            return End("killed", f"The run was ended by the signal {_signal_name(-code)}.")
        return End("exited", f"The process ended itself with exit code {code}.")

    def output(self) -> str:
        """What the run printed: the beginning and the end of it."""
        self.reader.join(timeout=GRACE)
        text = self.head.decode("utf-8", "replace")
        left_out = self.printed - len(self.head) - len(self.tail)
        if left_out > 0:
            text += f"\n... {left_out} bytes left out ...\n"
        return text + self.tail.decode("utf-8", "replace")


def _news(fields: Any) -> tuple[int, float | None]:
    """How far a training says that it is; TypeError or ValueError where that is no news."""
    steps, loss = fields["steps"], fields["loss"]
    return int(steps), None if loss is None else float(loss)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _too_much_output(megabytes: int) -> End:
    return End("too-much-output", f"The run was stopped after it had printed {megabytes} MB.")


def _too_many_processes(most: int) -> End:
    return End("too-many-processes", f"The run was stopped: it had more than {most} processes.")


def _too_much_memory(megabytes: int) -> End:
    return End(
        "out-of-memory",
        f"The run was stopped: with the processes that it started it used more than {megabytes} MB "
        "of memory.",
    )


def _too_much_written(megabytes: int) -> End:
    return End(
        "too-much-written",
        f"The run was stopped: it kept more than {megabytes} MB of files, or more than "
        f"{MOST_ENTRIES} of them, or some where they can't be counted.",
    )


def _with_place(end: End, folder: Folder, source: bytes) -> End:
    """The end with the line where the child was when it was stopped, if it wrote that down."""
    kinds: tuple[EndKind, ...] = (
        "timed-out",
        "out-of-memory",
        "too-much-output",
        "too-much-written",
        "too-many-processes",
        "killed",
    )
    if end.kind not in kinds:
        return end
    text = read_plain(folder.stack, 1 << 16).decode("utf-8", "replace")
    pattern = rf'File "{re.escape(child.STUDENT_FILE)}", line ([0-9]{{1,9}}) in (\S+)'
    lines = lines_of(source.decode("utf-8", "replace"))
    frames = tuple(
        Frame(n, function, lines[n - 1].strip())
        for n, function in ((int(m[1]), m[2]) for m in re.finditer(pattern, text))
        if 0 < n <= len(lines)
    )
    if not frames:
        return end
    return End(end.kind, end.message, frames[0].line, end.type, frames[::-1])
