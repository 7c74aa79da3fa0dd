"""Processes on this machine, forked from one that is warm."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Self

from grader import engine
from grader.classroom.engines import OF_ALL, Answer, Work, task
from grader.errors import GraderError
from grader.pipeline import Running, begin
from grader.verdict import Verdict

# How much work is taken beyond what is being graded, so that no process ever waits for some.
AHEAD = 2


class Local:
    """`processes` submissions at a time, each in processes of its own."""

    def __init__(self, needs: Iterable[str], processes: int, require_sandbox: bool) -> None:
        self.processes = processes
        self.require_sandbox = require_sandbox
        self._engine = engine.Engine(sorted(set(needs)), warm=True)
        self._running: set[Running] = set()
        self._closed = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._engine.__exit__(*exc)

    def grade(self, works: Iterable[Work]) -> Iterator[Answer]:
        """The answers as they are ready, as `Engine.grade` promises."""
        waiting: set[Future[Answer]] = set()
        pool = ThreadPoolExecutor(self.processes)
        try:
            for work in works:
                waiting.add(pool.submit(self._answer, work))
                if len(waiting) >= self.processes + AHEAD:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        finally:
            self._cancel()
            pool.shutdown(cancel_futures=True)

    def _answer(self, work: Work) -> Answer:
        """The verdict; where the grader itself fails, that of a second try."""
        for last in (False, True):
            try:
                return Answer(work, self._verdict(work))
            except OF_ALL:
                raise
            except GraderError as error:
                if last:
                    return Answer(work, error)
        raise AssertionError("unreachable")

    def _verdict(self, work: Work) -> Verdict:
        asked = task(work.exercise, work.entry.file, self.require_sandbox)
        running = begin(asked, self._engine, work.source)
        with self._lock:
            self._running.add(running)
            if self._closed:
                running.cancel()
        try:
            return running.result()
        finally:
            with self._lock:
                self._running.discard(running)

    def _cancel(self) -> None:
        """End what is under way, and what begins meanwhile."""
        with self._lock:
            self._closed = True
            for running in self._running:
                running.cancel()
