"""Which of the files in a folder is the attempt; nothing of them is run, or followed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from grader.render.text import plain

NAME = "train.py"
EXERCISE = re.compile(r"exercise-\d{2,}")
# How deep below the folder, how many entries of it, and how many names are told.
DEEPEST, MOST_ENTRIES, MOST_TOLD = 4, 2000, 5


class NothingToGrade(Exception):
    """There is no attempt, or more than one; the words tell the student what to hand in."""


def attempt(folder: Path, exercise: str) -> Path:
    """The one file that is an attempt at `exercise`: train.py, or one named like the exercise.

    In a whole course only that exercise's folder counts. Raises NothingToGrade.
    """
    files = [file for file in _files(folder) if _meant_for(file.relative_to(folder), exercise)]
    named = [file for file in files if file.name in (NAME, f"{exercise}.py")]
    if len(named) == 1:
        return named[0]
    rule = f"Hand in one file for {exercise}, named {NAME}."
    if named:
        raise NothingToGrade(f"There are {_told(named, folder)}: which one counts? {rule}")
    others = [file for file in files if file.suffix in (".py", ".ipynb")]
    found = (
        f"There is {_told(others, folder)}, but no {NAME}." if others else f"There is no {NAME}."
    )
    raise NothingToGrade(f"{found} {rule}")


def plain_file(path: Path, folder: Path) -> Path:
    """The file at `path`, where neither it nor a folder on the way from `folder` is a link."""
    way = [path, *(part for part in path.parents if part.is_relative_to(folder) and part != folder)]
    if any(part.is_symlink() for part in way) or not path.is_file():
        shown = plain(path.relative_to(folder).as_posix())
        raise NothingToGrade(f'There is no file "{shown}". Put yours there, and no link.')
    return path


def _meant_for(path: Path, exercise: str) -> bool:
    """Whether it lies in the exercise's folder, or in none of any exercise."""
    return all(part == exercise or not EXERCISE.fullmatch(part) for part in path.parts[:-1])


def _files(folder: Path) -> Iterator[Path]:
    """The plain files below, by name; hidden ones and what archives add are nobody's."""
    entries = 0
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        kept = [n for n in sorted(folders) if not n.startswith((".", "__")) and depth < DEEPEST]
        folders[:] = [n for n in kept if not Path(place, n).is_symlink()]
        for name in sorted(names):
            entries += 1
            file = Path(place, name)
            if entries <= MOST_ENTRIES and not name.startswith(".") and _is_plain(file):
                yield file


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _told(files: list[Path], folder: Path) -> str:
    names = [plain(f.relative_to(folder).as_posix()).replace("\n", " ") for f in files]
    more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
    return ", ".join(f'"{name[:100]}"' for name in names[:MOST_TOLD]) + more
