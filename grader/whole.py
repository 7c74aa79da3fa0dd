"""Files replaced whole: at any moment a path holds all of its old content or all of the new."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path

from grader.course import display_path
from grader.errors import EnvironmentProblem, GraderError, UsageError

SUFFIX = ".gradlings-new"
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def write_whole(path: Path, content: bytes, durable: bool = True) -> None:
    """Put `content` in the place of what `path` holds, keeping its permissions.

    Where `path` is a link, what it leads to is replaced and the link stays, as when an editor
    saves. Raises OSError; `path` is then as it was. What is not `durable` may be lost in a power
    cut: it is not waited for until the disk has it.
    """
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.{os.getpid()}{SUFFIX}")
    _sweep(real)
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        if real.is_file():
            shutil.copymode(real, beside)
        beside.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _sweep(real: Path) -> None:
    """Remove what a killed process left beside the file."""
    with contextlib.suppress(OSError):
        for left in real.parent.iterdir():
            if left.name.startswith(f".{real.name}.") and left.name.endswith(SUFFIX):
                left.unlink(missing_ok=True)


def read_whole(path: Path) -> bytes | None:
    """What the file holds; None where there is none, or only a link that leads nowhere.

    Raises UsageError where something is there that can't be read.
    """
    try:
        if path.exists() and not path.is_file():
            hint = "Move it away and try again."
            raise UsageError(f'"{display_path(path)}" is not a regular file.', hint)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        message = f'"{display_path(path)}" can\'t be read: {error.strerror or error}.'
        raise UsageError(message, "Look at its permissions.") from error


def cannot_write(path: Path, error: OSError) -> GraderError:
    """What is said where a file can't be written."""
    message = f'"{display_path(path)}" can\'t be written: {error.strerror or error}.'
    if error.errno in FULL:
        return EnvironmentProblem(message, "Make room, then run the same command again.")
    if isinstance(error, PermissionError):
        hint = "Look at the permissions of the folder, or whether another program holds the file."
        return UsageError(message, hint)
    return UsageError(message, "Look at what is there, or name another place.")
