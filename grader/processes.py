"""Processes as the kernel tells of them: what descends from one, what it uses, how it is ended."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import signal
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
# How long processes are killed that go on starting others, in seconds.
PERSISTENCE = 10.0
# How many descriptors of a process are looked at.
MOST_DESCRIPTORS = 2048


def become_reaper() -> bool:
    """Adopt orphans of this process's descendants, so that none escapes. Linux only."""
    return _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """End this process when its parent ends. Linux only."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> bool:
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(option, value, 0, 0, 0) == 0)


def kill_orphans(judges: Iterable[int]) -> None:
    """Kill and reap what this process adopted: all below it that is below no living judge.

    More comes while its parents die, so it goes on until nothing is left.
    """
    ours = set(judges)
    give_up = time.monotonic() + PERSISTENCE
    while (orphans := set(_children(os.getpid())) - ours) and time.monotonic() < give_up:
        kill(pid for orphan in orphans for pid in (*below(orphan), orphan))
        for orphan in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, os.WNOHANG)
        time.sleep(0.001)


def kill(victims: Iterable[int]) -> None:
    for pid in victims:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def below(pid: int) -> Iterator[int]:
    """All processes below `pid`, as /proc tells; nothing where there is no /proc."""
    for child in _children(pid):
        yield child
        yield from below(child)


def _children(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            yield from map(int, children.read_text().split())


def memory_of(pid: int) -> int:
    """Bytes of memory that a process uses, its part of what is shared."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def removed_files_of(pid: int) -> int:
    """Bytes of the files that a process keeps open, or mapped, and that have no name any more."""
    total, seen = 0, set()
    with contextlib.suppress(OSError):
        for entry in itertools.islice(os.scandir(f"/proc/{pid}/fd"), MOST_DESCRIPTORS):
            with contextlib.suppress(OSError):
                found = entry.stat()
                if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                    total += found.st_blocks * 512
                    seen.add(found.st_ino)
    if mapped := _removed_mappings_of(pid) - seen:
        mapped -= _removed_mappings_of(os.getpid())  # libraries that were replaced meanwhile
    return total + len(mapped) * _largest_file_of(pid)


def _removed_mappings_of(pid: int) -> set[int]:
    """The files without a name that are part of a process's memory, by their numbers."""
    found = set()
    with contextlib.suppress(OSError, ValueError), Path(f"/proc/{pid}/maps").open("rb") as maps:
        for line in maps:
            fields = line.split(maxsplit=5)
            # Memory that is shared looks like a file of the kernel's own device, and is counted.
            if line.endswith(b" (deleted)\n") and not fields[3].startswith(b"00:01"):
                found.add(int(fields[4]))
    return found


def _largest_file_of(pid: int) -> int:
    """The bytes that a file of a process may have: what a removed one takes is not to be seen."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines():
            if line.startswith("Max file size"):
                return int(line.split()[3])
    return 0
