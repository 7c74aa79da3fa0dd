"""Whole processes measured: wall time, CPU of all that descends from one, its memory."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import processes
from grader.confine import WITHOUT

# How long may run on, in seconds, what a command leaves behind.
PATIENCE = 10.0
# How often a process's memory is looked at, in seconds.
TICK = 0.05


@dataclass(frozen=True)
class Usage:
    """What one command took: seconds, seconds of CPU of all its processes, bytes of its own."""

    wall: float
    cpu: float
    peak: int
    output: str


def environment(**more: str) -> dict[str, str]:
    """Of every command: all layers of confinement, no background process that would stay."""
    kept = {name: value for name, value in os.environ.items() if name != WITHOUT}
    return {**kept, "GRADER_SERVER": "off", **more}


def measured(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Usage:
    """Run a command to its end, and to the end of all that descends from it."""
    processes.become_reaper()  # the kernel counts only what is waited for, orphans as well
    before = cpu_of_children()
    started = time.perf_counter()
    with _running(command, folder, env) as process, _watched(process.pid) as peaks:
        output, _ = process.communicate()
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(
            f'"{" ".join(command[:3])[:60]} ..." ended with exit code {process.returncode}.'
        )
    wait_for_orphans()
    return Usage(wall, cpu_of_children() - before, max(peaks, default=0), output)


def _running(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True)


def cpu_of_children() -> float:
    """Seconds of CPU of all processes that were waited for, and of those that they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def wait_for_orphans() -> None:
    """Wait for what descends from commands that ended; there must be no other child."""
    give_up = time.monotonic() + PATIENCE
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                if time.monotonic() > give_up:
                    raise SystemExit("A process goes on after its command; its CPU is not known.")
                time.sleep(0.01)


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Inside the block, the peak memory of a process is looked up again and again."""
    peaks: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(TICK):
            peaks.append(status(pid, "VmHWM"))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        over.set()
        thread.join()


def status(pid: int, field: str) -> int:
    """Bytes that /proc tells of a process: VmRSS, or VmHWM for its peak; 0 where it can't."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) << 10
    return 0


def grade_class(folder: Path, out: Path, jobs: int) -> list[str]:
    """The command that is measured."""
    command = [sys.executable, "-m", "grader", "class", str(folder), "--out", str(out)]
    return [*command, "-j", str(jobs), "--format", "json"]
