"""Landlock: files, TCP, signals and abstract sockets beyond what a run needs are out of reach.

The kernel checks paths, so it knows no file's owner or mode: what is allowed is a short list. What
it doesn't check (modes, owners, times, pathname sockets) is left to `seccomp`.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.confine import Plan

NAME = "Landlock"
# From these versions on the kernel checks cutting files off, and keeps signals and abstract sockets
# inside; before, `seccomp` does.
TRUNCATES_SINCE, SCOPES_SINCE = 3, 6
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def version() -> int:
    """The version of the kernel's interface; 0 where there is none, or it is switched off."""
    if sys.platform != "linux":
        return 0
    try:
        import landlockpy
    except ImportError:
        return 0
    return landlockpy.abi_version()


def lacking(gone: Collection[str]) -> str:
    """Why it can't be had here; empty where it can."""
    if sys.platform != "linux":
        return "needs Linux"
    return "" if version() else "this kernel has none, or has it switched off"


def apply(plan: Plan, writable: Sequence[Path]) -> None:
    """Confine this process for good; raises OSError."""
    from landlockpy import AccessFS, Ruleset, Scope

    read = AccessFS.READ_FILE | AccessFS.READ_DIR
    # No EXECUTE anywhere: a training loop starts no programs.
    write = (
        read
        | AccessFS.WRITE_FILE
        | AccessFS.TRUNCATE
        | AccessFS.MAKE_REG
        | AccessFS.MAKE_DIR
        | AccessFS.MAKE_SYM
        | AccessFS.REMOVE_FILE
        | AccessFS.REMOVE_DIR
        | AccessFS.REFER
    )
    with Ruleset(scoped=Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET) as rules:
        for path in (*plan.readable, "/proc/self"):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                rules.allow_path(path, read if Path(path).is_dir() else AccessFS.READ_FILE)
        for device in DEVICES:
            with contextlib.suppress(FileNotFoundError):
                rules.allow_path(device, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        for folder in writable:
            rules.allow_path(folder, write)
        rules.restrict()
