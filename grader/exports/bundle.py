"""What each export is made of, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from string import Template

from grader import __version__
from grader.course import display_path
from grader.errors import UsageError
from grader.exercise import Exercise
from grader.exports import wheel
from grader.whole import cannot_write, write_whole

MOST_SECONDS = 600
"""The longest that a service lets grading take, by default or ever."""


@dataclass(frozen=True)
class Bundle:
    """An exercise to be exported; `image` names the container's image where one is needed."""

    exercise: Exercise
    image: str

    @cached_property
    def grader(self) -> Mapping[str, bytes]:
        """The grader to be installed: its wheel, and the versions of what it needs."""
        return {wheel.FILE: wheel.wheel(), "requirements.txt": wheel.pins().encode()}

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The exercise's own files, by their paths from its folder on."""
        folder = self.exercise.folder
        found = {}
        for file in sorted(folder.rglob("*")):
            parts = file.relative_to(folder).parts
            hidden = any(part.startswith((".", "__pycache__")) for part in parts)
            if file.is_file() and not hidden and file.suffix != ".pyc":
                found["/".join(parts)] = file.read_bytes()
        return found

    def words(self) -> dict[str, str]:
        """What the templates may name."""
        resources = self.exercise.resources
        # Starting, judging and a slow machine take their time, too.
        seconds = min(MOST_SECONDS, int(2 * resources.wall_seconds) + 180)
        return {
            "exercise": self.exercise.name,
            "title": self.exercise.title,
            "points": f"{self.exercise.points:g}",
            "version": __version__,
            "wheel": wheel.FILE,
            "python": wheel.python(),
            "image": self.image,
            "seconds": str(seconds),
            "minutes": str(seconds // 60),
        }


@dataclass(frozen=True)
class Package:
    """What a service takes: files by path, those that are programs, whether it is one zip.

    `notes` is what an instructor is told about it.
    """

    files: Mapping[str, bytes]
    notes: str
    executable: frozenset[str] = field(default_factory=frozenset)
    zipped: bool = False


class _Filled(Template):
    """A template in which `%{word}` is filled in: `$` is the shell's and the workflow's."""

    delimiter = "%"


def filled(service: str, template: str, words: Mapping[str, str]) -> bytes:
    """A template of a service with these words in it."""
    path = files("grader").joinpath("templates", "export", service, f"{template}.txt")
    return _Filled(path.read_text(encoding="utf-8")).substitute(words).encode()


def below(folder: str, content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files, in a folder."""
    return {f"{folder}/{name}": data for name, data in content.items()}


def write(package: Package, out: Path) -> None:
    """Write the package to `out`, which is not there yet or is an empty folder.

    Raises UsageError where something is there, or nothing can be written.
    """
    if out.exists() and (package.zipped or not out.is_dir() or any(out.iterdir())):
        hint = "Remove it, or name another place with --out."
        raise UsageError(f'"{display_path(out)}" is there already.', hint)
    if package.zipped:
        _put(out, wheel.zipped(package.files, package.executable))
        return
    for name, content in package.files.items():
        _put(out / name, content, name in package.executable)


def _put(path: Path, content: bytes, executable: bool = False) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        if executable:
            path.chmod(0o755)
    except OSError as error:
        raise cannot_write(path, error) from error
