"""The course handed out to a folder of one's own, and brought up to date there.

    DIR/exercises/                      the exercises, for the student to edit
    DIR/.gradlings/handed-out.json      the SHA-256 of each file as it was handed out

Nothing that a student edited is ever overwritten: a file may be replaced only where its content is
the one that was handed out. Each file is written whole, and the manifest last: whatever ends the
command, it can simply be run again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from grader import __version__
from grader.course import Course, display_path, find_course
from grader.errors import UsageError
from grader.progress import FOLDER, digest_of, folder_of
from grader.whole import cannot_write, read_whole, write_whole
from grader.words import for_shell

FORMAT_VERSION = 1
MANIFEST = "handed-out.json"
# What became of a file. `outdated`: as it was handed out, but there is a newer one; `edited`: it
# was there and is neither what was handed out nor what is; both are left alone.
Outcome = Literal["new", "replaced", "current", "outdated", "edited"]


def hand_out(
    source: Course, target: Path, update: bool, say: Callable[[str], None]
) -> dict[str, Outcome]:
    """Copy the exercises of `source` to the folder `target`; what became of each file, by path.

    With `update`, what is as it was handed out is replaced by what is newer. `say` is told of a
    manifest that can't be read. Raises UsageError where `target` is no place for a course, or
    can't be written, and EnvironmentProblem where the disk is full.
    """
    _check_place(source, target)
    known = manifest(target, say)
    outcomes: dict[str, Outcome] = {}
    handed: dict[str, str] = {}
    for name, file in files_of(source).items():
        content, there = file.read_bytes(), target / name
        outcome, digest = _outcome(content, there, known.get(name), update)
        if outcome in ("new", "replaced"):
            _put(there, content)
        outcomes[name] = outcome
        if digest is not None:
            handed[name] = digest
    remember(target, {**known, **handed})
    return outcomes


def files_of(course: Course) -> dict[str, Path]:
    """All that a student needs of each exercise, by its path in the course."""
    found = {}
    for name in course.names():
        folder = course.folder(name)
        for file in sorted(folder.rglob("*")):
            parts = file.relative_to(folder).parts
            if file.is_file() and not any(p.startswith((".", "__pycache__")) for p in parts):
                found[file.relative_to(course.root).as_posix()] = file
    return found


def manifest(target: Path, say: Callable[[str], None]) -> Mapping[str, str]:
    """The digest of each file as it was handed out to `target`; none where nobody knows."""
    file = target / FOLDER / MANIFEST
    try:
        fields = json.loads(file.read_bytes())
        return _files(fields)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError):
        say(f'"{display_path(file)}" can\'t be read: every file that differs counts as edited.')
        return {}


def remember(target: Path, files: Mapping[str, str]) -> None:
    """Write the manifest of what was handed out to `target`, whole."""
    fields = {"format_version": FORMAT_VERSION, "gradlings": __version__, "files": files}
    try:
        file = folder_of(target) / MANIFEST
        write_whole(file, json.dumps(fields, indent=1, sort_keys=True).encode("ascii"))
    except OSError as error:
        raise cannot_write(target / FOLDER / MANIFEST, error) from error


def same_text(one: bytes, other: bytes) -> bool:
    """Whether two contents differ in nothing but their line ends, which git may change."""
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _files(fields: Any) -> Mapping[str, str]:
    if not isinstance(fields, dict) or fields.get("format_version") != FORMAT_VERSION:
        raise ValueError("another format")
    files = fields.get("files")
    if not isinstance(files, dict) or not all(isinstance(v, str) for v in files.values()):
        raise ValueError("no digests")
    return files


def _outcome(
    content: bytes, there: Path, known: str | None, update: bool
) -> tuple[Outcome, str | None]:
    """What becomes of one file, and the digest of what is handed out then, if it is known."""
    try:
        present = read_whole(there)
    except UsageError:  # a folder, or a file that can't be read: not ours to replace
        return "edited", known
    if present is None:
        return "new", digest_of(content)
    if same_text(present, content):
        return "current", digest_of(present)
    if digest_of(present) != known:
        return "edited", known
    return ("replaced", digest_of(content)) if update else ("outdated", known)


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error


def _check_place(source: Course, target: Path) -> None:
    """Raise UsageError where `target` is no folder of one's own."""
    shown = display_path(target)
    try:
        if target.exists() and not target.is_dir():
            hint = "Name a folder for the exercises."
            raise UsageError(f'"{shown}" is a file, not a folder.', hint)
        if target.is_symlink() and not target.exists():
            raise UsageError(f'"{shown}" is a link that leads nowhere.', "Name another folder.")
        real = Path(os.path.realpath(target))  # where links lead in a circle, resolve() raises
    except OSError as error:
        raise cannot_write(target, error) from error
    if real == source.root.resolve():
        raise UsageError(
            f'"{shown}" is the grader\'s own copy of the course.',
            "`git pull` brings newer exercises. For a course of your own, name another folder.",
        )
    around = find_course(real)
    if around is not None and around.root != real:
        hint = "Name a folder outside of it"
        if around.root != source.root.resolve():
            hint += f", or renew that one: grade init {for_shell(around.root)} --update"
        raise UsageError(f'"{shown}" lies inside of a course, "{around.root}".', hint)
