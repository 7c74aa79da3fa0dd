"""Archives, the place itself or one that a student handed in: as folders, by what is in them."""

from __future__ import annotations

import contextlib
import io
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from grader.classroom import disk, inflate, tars, zips
from grader.classroom.tree import MOST_AT_TOP, Node, Refused
from grader.errors import UsageError
from grader.words import one_line

KNOWN = (".tar.gz", ".tgz", ".tar", ".zip")
OTHERS = (".rar", ".7z", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".tar.zst", ".gz", ".xz")
# Of the place itself, which may be all of a large class's, and of what one student handed in.
MOST_MEMBERS, MOST_BYTES = 300_000, 1 << 34
MOST_INNER_MEMBERS, MOST_INNER_BYTES, MOST_PACKED = 10_000, 1 << 26, 1 << 25
# Of an archive that several students' work lies in, which is kept in memory.
MOST_GROUP_MEMBERS, MOST_GROUP_BYTES, MOST_GROUP_PACKED = 100_000, 1 << 28, 1 << 27


def suffix_of(name: str) -> str:
    """How the name of an archive ends, "" where it is no archive's."""
    lower = name.lower()
    return next((s for s in (*KNOWN, *OTHERS) if lower.endswith(s)), "")


@contextlib.contextmanager
def opened(place: Path) -> Iterator[Node]:
    """The place that an instructor named, as a folder; UsageError where it is none that can be."""
    shown = one_line(place.name or str(place.absolute()))
    if _is_folder(place):
        yield _checked(disk.folder(place, shown), "Name another folder, or an archive.")
        return
    with _stream(place) as stream:
        hint = "Fetch it once more, or unpack it and name the folder."
        yield _checked(_unpacked_place(stream, place.name, shown, hint), hint)


def _is_folder(place: Path) -> bool:
    """Whether the place is a folder; UsageError where nothing is there that can be read."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError as error:
        hint = "Look at the name, and at the folder that you are in."
        raise UsageError(f'There is no folder or archive "{place}".', hint) from error
    except (OSError, ValueError) as error:
        raise _unreadable(place, error) from error
    if stat.S_ISDIR(mode):
        return True
    if suffix_of(place.name) not in KNOWN or not stat.S_ISREG(mode):
        hint = f"Name a folder, or an archive: {', '.join(KNOWN)}."
        raise UsageError(f'"{place}" is neither a folder nor an archive that can be read.', hint)
    return False


def _stream(place: Path) -> BinaryIO:
    try:
        return place.open("rb")
    except OSError as error:
        raise _unreadable(place, error) from error


def _unreadable(place: Path, error: Exception) -> UsageError:
    what = getattr(error, "strerror", None) or error
    return UsageError(f'"{place}" can\'t be read: {what}.', "Look at its permissions.")


def _unpacked_place(stream: BinaryIO, name: str, shown: str, hint: str) -> Node:
    try:
        return unpacked(stream, name, shown, MOST_MEMBERS, MOST_BYTES)[0]
    except Refused as refused:
        raise UsageError(refused.reason, hint) from refused


def _checked(root: Node, hint: str) -> Node:
    """The folder, where it can be listed at all."""
    try:
        root.children(MOST_AT_TOP)
    except Refused as refused:
        raise UsageError(refused.reason, hint) from refused
    return root


def entered(node: Node, most: int) -> tuple[Node, int]:
    """An archive that was handed in, as a folder, and how many bytes it took to look into it.

    At most `most` of them. Raises Refused where it is no archive, or takes more.
    """
    bounds = min(most, MOST_PACKED), MOST_INNER_MEMBERS, min(most, MOST_INNER_BYTES)
    inner, packed, inflated = _entered(node, *bounds)
    return inner, packed + inflated


def entered_group(node: Node, most: int) -> tuple[Node, int]:
    """The same of one that may be several students'; the bytes are those that stay in memory."""
    bounds = min(most, MOST_GROUP_PACKED), MOST_GROUP_MEMBERS, MOST_GROUP_BYTES
    return _entered(node, *bounds)[:2]


def _entered(node: Node, most_packed: int, members: int, most_bytes: int) -> tuple[Node, int, int]:
    if suffix_of(node.name) not in KNOWN:
        raise Refused(
            f'"{node.shown}" is an archive of a kind that is not read here.',
            "Ask for a .zip, or unpack it in its place.",
        )
    packed = node.read(most_packed + 1)
    if len(packed) > most_packed:
        raise Refused(
            f'"{node.shown}" is too large for what was to be handed in.',
            'Ask for the ".py" or ".ipynb" file alone; unpack it where it is several students\'.',
            len(packed),
        )
    try:
        inner, inflated = unpacked(io.BytesIO(packed), node.name, node.shown, members, most_bytes)
    except Refused as refused:
        refused.cost += len(packed)
        raise
    return inner, len(packed), inflated


def unpacked(
    stream: BinaryIO, name: str, shown: str, members: int, most_bytes: int
) -> tuple[Node, int]:
    """The archive in the stream as a folder: of the kind that it is, whatever its name says.

    And how many bytes were inflated to look into it.
    """
    start = stream.read(4)
    if start.startswith(inflate.MAGIC) or not (start.startswith(b"PK") or name.endswith(".zip")):
        return tars.unpacked(stream, name, shown, members, most_bytes)
    return zips.unpacked(stream, name, shown, members), 0
