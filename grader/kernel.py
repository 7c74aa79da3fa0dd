"""What this system's kernel would give for confining a child. Asks it, and changes nothing."""

from __future__ import annotations

import ctypes
import platform
import sys
from pathlib import Path

LANDLOCK_CREATE_RULESET, LANDLOCK_VERSION = 444, 1
"""The same number on every architecture; with this flag it only tells its version."""
PROC = Path("/proc")


def abilities() -> tuple[str, ...]:
    """The protections that could be built upon, in words; none but on Linux."""
    if sys.platform != "linux":
        return ()
    landlock = landlock_version()
    found = {
        f"Landlock (version {landlock})": landlock > 0,
        "seccomp": has_seccomp(),
        "user namespaces": has_user_namespaces(),
    }
    return tuple(name for name, there in found.items() if there)


def landlock_version() -> int:
    """The version of Landlock's interface; 0 where there is none, or it is switched off."""
    if sys.platform != "linux" or platform.machine() == "alpha":
        return 0
    try:
        asked = ctypes.CDLL(None).syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION)
    except (OSError, AttributeError):  # no C library to ask
        return 0
    return max(0, int(asked))


def has_seccomp() -> bool:
    """Whether a process may filter its own system calls."""
    return any(line.startswith("Seccomp:") for line in _text(PROC / "self/status").splitlines())


def has_user_namespaces() -> bool:
    """Whether a process may make a user namespace without being root."""
    settings = PROC / "sys"
    most = _text(settings / "user/max_user_namespaces")
    forbidden = (
        _text(settings / "kernel/unprivileged_userns_clone") == "0",
        _text(settings / "kernel/apparmor_restrict_unprivileged_userns") == "1",
    )
    return most not in ("", "0") and not any(forbidden)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
