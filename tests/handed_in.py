"""Trees as instructors have them, written by code: as a folder, a zip, or a tar."""

from __future__ import annotations

import io
import tarfile
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.classroom.collect import collect
from grader.classroom.submission import Submission, Trouble

Tree = Mapping[str, str | bytes]
COURSE = tuple(f"exercise-{number:02d}" for number in range(1, 17))
LOOP = "def train(model, criterion, optimizer, loader, epochs):\n    pass\n"
FORMS = ("folder", "zip", "tar.gz", "tar")


def loop(mark: str = "") -> str:
    """A loop that is told from others."""
    return f"{LOOP}# {mark}\n"


def content(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def zipped(tree: Tree | Iterable[tuple[str, str | bytes]]) -> bytes:
    """The tree as a zip; pairs may have names twice."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, value in tree.items() if isinstance(tree, Mapping) else tree:
            archive.writestr(zipfile.ZipInfo(name), content(value), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tarred(tree: Tree, mode: str = "w:gz") -> bytes:
    """The tree as a tar."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, value in tree.items():
            member = tarfile.TarInfo(name)
            member.size = len(content(value))
            archive.addfile(member, io.BytesIO(content(value)))
    return made.getvalue()


def written(tree: Tree, form: str, folder: Path, name: str = "class") -> Path:
    """The tree in one of the forms, in a folder of its own."""
    if form == "folder":
        for way, value in tree.items():
            path = folder / name / way
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(value))
        return folder / name
    made = zipped(tree) if form == "zip" else tarred(tree, "w:gz" if form == "tar.gz" else "w")
    path = folder / f"{name}.{form}"
    path.write_bytes(made)
    return path


def collected(
    place: Path, only: tuple[str, ...] = (), exercises: tuple[str, ...] = COURSE
) -> tuple[list[Submission], list[Trouble]]:
    """What `collect` finds, by kind."""
    found = list(collect(place, exercises, only))
    return (
        [each for each in found if isinstance(each, Submission)],
        [each for each in found if isinstance(each, Trouble)],
    )
