"""Data that an exercise ships as compressed files: unpacked once, checked, shared by all processes.

given.py calls `unpacked` with the folder beside it. That folder holds `NAME.gz` files and a
`SHA256SUMS` with the sums of the unpacked ones.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from grader.errors import CourseError, EnvironmentProblem

SUMS = "SHA256SUMS"


def unpacked(folder: Path, into: str = ".") -> Path:
    """The root of a cache folder in which `into` holds the unpacked files of `folder`.

    The cache is named by the files' sums, so that other data never meets it. It is made in a
    folder of its own and moved into place whole: several processes may do so at a time, and one
    that is killed leaves nothing half done. Raises CourseError where the data is not what its sums
    say, EnvironmentProblem where there is no place for it.
    """
    sums = _sums(folder)
    root = _root(folder, sums)
    if _whole(root, into, sums):
        return root
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=root.parent) as made:
            _unpack(folder, Path(made) / "new" / into, sums)
            _put(Path(made) / "new", root, lambda: _whole(root, into, sums))
    except OSError as error:
        raise EnvironmentProblem(
            f'The data can\'t be unpacked into "{root}": {error.strerror or error}.',
            "Make room, or name another folder: export GRADLINGS_CACHE=FOLDER",
        ) from error
    return root


def place_of(folder: Path) -> Path:
    """Where the files of `folder` are unpacked to, whether they are by now or not."""
    return _root(folder, _sums(folder))


def check_packed(folder: Path) -> None:
    """Raise CourseError where a file that an exercise ships is missing or damaged."""
    for name, digest in _sums(folder).items():
        packed = folder / f"{name}.gz"
        try:
            with gzip.open(packed) as source:
                whole = hashlib.file_digest(source, "sha256").hexdigest() == digest
        except (OSError, EOFError, zlib.error) as error:
            raise CourseError(f'"{packed}" can\'t be unpacked: {error}') from error
        if not whole:
            raise CourseError(f'"{packed}" holds other data than "{SUMS}" says.')


def _root(folder: Path, sums: dict[str, str]) -> Path:
    key = hashlib.sha256(repr(sorted(sums.items())).encode()).hexdigest()[:16]
    return cache_folder() / f"{folder.name}-{key}"


def cache_folder() -> Path:
    """Where unpacked data lies: $GRADLINGS_CACHE, or the system's own folder for caches."""
    if chosen := os.environ.get("GRADLINGS_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir())
    elif sys.platform == "darwin":
        base = _home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or _home() / ".cache")
    return base / "gradlings"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir())  # a user without a home


def _sums(folder: Path) -> dict[str, str]:
    """The unpacked files' names with their SHA-256."""
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
        return {name: digest for digest, name in (line.split() for line in lines if line)}
    except (OSError, ValueError) as error:
        raise CourseError(f'"{folder / SUMS}" can\'t be read: {error}') from error


def _whole(root: Path, into: str, sums: dict[str, str]) -> bool:
    """Whether the files are there, are what they should be, and nothing else is beside them.

    What reads them may prefer other files, as torchvision does those of its older versions.
    """
    wanted = {root / into / name: digest for name, digest in sums.items()}
    there = {path for path in root.rglob("*") if path.is_symlink() or not path.is_dir()}
    return there == set(wanted) and all(_digest(path) == d for path, d in wanted.items())


def _digest(path: Path) -> str:
    with contextlib.suppress(OSError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _unpack(folder: Path, place: Path, sums: dict[str, str]) -> None:
    place.mkdir(parents=True)
    for name, digest in sums.items():
        packed = folder / f"{name}.gz"
        try:
            with gzip.open(packed) as source, (place / name).open("wb") as target:
                shutil.copyfileobj(source, target)
        except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CourseError(f'"{packed}" can\'t be unpacked: {error}') from error
        if _digest(place / name) != digest:
            raise CourseError(f'"{packed}" holds other data than "{SUMS}" says.')


def _put(new: Path, root: Path, whole: Callable[[], bool]) -> None:
    """Move the unpacked folder into its place, where another process may have been faster."""
    try:
        new.rename(root)  # which never replaces a folder that holds files
    except OSError:
        if whole():
            return
        root.rename(new.parent / "damaged")
        new.rename(root)
