"""What a verdict depends on besides the submission: the exercise, and the grader, by content."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from grader.exercise import Exercise

# What of the package only shows, keeps or teaches: changing it changes no verdict.
TELLS_NOTHING = frozenset(("cli", "classroom", "render", "operators", "pages", "course"))
# What lies in an exercise's folder and is no part of it.
BESIDE = frozenset(("README.md", "train.py"))
DECIDES = ("torch", "torchvision", "numpy")


@cache
def exercise_edition(exercise: Exercise) -> str:
    """The SHA-256 of the exercise: of all files in its folder that a verdict may depend on."""
    inside = (f for f in exercise.folder.rglob("*") if "__pycache__" not in f.parts)
    return _digest(exercise.folder, (f for f in inside if f.is_file() and f.name not in BESIDE))


@cache
def grader_edition() -> str:
    """The SHA-256 of the grader: of its code, and of the versions of what it computes with."""
    package = Path(__file__).parent.parent
    folders = [package, *(p for p in package.iterdir() if p.is_dir())]
    files = (f for p in folders if p.name not in TELLS_NOTHING for f in p.glob("*.py"))
    return _digest(package, files, sys.version, *map(_version, DECIDES))


def _digest(root: Path, files: Iterable[Path], *more: str) -> str:
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.relative_to(root).as_posix()):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(f"{file.relative_to(root).as_posix()} {content}\n".encode())
    whole.update("\n".join(more).encode())
    return whole.hexdigest()


def _version(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name
