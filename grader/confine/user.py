"""A user of its own, where the grader is root: no file and no process is the child's by ownership.

Where an interpreter lies in a closed folder such as /root, the child keeps root's right to pass it,
and Landlock decides what may be read. Without Landlock it gets no such right, and this layer is
left out where its interpreter would be out of its reach.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.confine import landlock

if TYPE_CHECKING:
    from grader.confine import Plan

NAME = "own user"
# Numbers that distributions leave to services without a name (systemd's dynamic users); they exist
# in containers with 65,536 users, too.
FIRST, COUNT = 61184, 4336
PR_SET_DUMPABLE, PR_SET_SECUREBITS = 4, 28
SECBIT_NO_SETUID_FIXUP = 4
CAP_DAC_READ_SEARCH, CAP_SETGID, CAP_SETUID, CAP_SETPCAP = 2, 6, 7, 8
CAPABILITY_VERSION = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def number(judge: int | None = None) -> int:
    """The user that a child of a judge becomes, of this one: hardly two at a time are the same."""
    return FIRST + (os.getpid() if judge is None else judge) % COUNT


def is_root() -> bool:
    """Whether this process has root's rights over other users' files."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def lacking(gone: Collection[str]) -> str:
    """Why it can't be had here, without the layers that are `gone`; empty where it can."""
    if sys.platform != "linux":
        return "needs Linux"
    if not all(map(_has, (CAP_SETGID, CAP_SETUID, CAP_SETPCAP))):
        return "this root may not become another user"
    if landlock.NAME in gone and not all(map(_open_to_all, (sys.prefix, sys.base_prefix))):
        return "the interpreter lies in a folder that only root may enter"
    return ""


def apply(plan: Plan, writable: Sequence[Path]) -> None:
    """Become that user for good; raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    closed = not all(
        map(_open_to_all, (*plan.readable, *(str(own.parent.parent) for own in writable)))
    )
    kept = 1 << CAP_DAC_READ_SEARCH if closed and landlock.NAME in plan.layers else 0
    for folder in {path for own in writable for path in (own, own.parent)}:
        os.chown(folder, plan.user, plan.user, follow_symlinks=False)
    # Rights are given up below, not by the change of user: access() is to know of them, too.
    if libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    os.setgroups([])
    os.setresgid(*[plan.user] * 3)
    os.setresuid(*[plan.user] * 3)
    sets = (_Sets * 2)(_Sets(kept, kept, 0), _Sets(0, 0, 0))
    if libc.capset(ctypes.byref(_Header(CAPABILITY_VERSION, 0)), sets):
        raise OSError(ctypes.get_errno(), "capset")
    # A change of user hides what a process is from itself, in /proc/self.
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def _has(capability: int) -> bool:
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").split("\n"):
        if line.startswith("CapEff:"):
            return bool(int(line.split()[1], 16) >> capability & 1)
    return False


def _open_to_all(place: str) -> bool:
    """Whether everybody may enter a folder, or reach a file, and the folders that it lies in."""
    path = Path(place).resolve()
    within = path.parents if path.is_file() else (path, *path.parents)
    return all(each.stat().st_mode & stat.S_IXOTH for each in within if each.exists())
