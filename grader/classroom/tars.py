"""Tar archives as nodes, plain or in gzip: read block by block, whatever the headers claim.

Not by way of `tarfile`, which takes into memory whatever a header says that a long name takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from grader.classroom.disk import special
from grader.classroom.inflate import MAGIC, Inflated
from grader.classroom.members import Member, tree_of
from grader.classroom.tree import AGAIN, Node, Refused, below

BLOCK, CHECKSUM = 512, slice(148, 156)
PLAIN, FOLDER, LINKS, LONG_NAME, EXTENDED, GLOBAL = b"0\x007", b"5", b"12", b"L", b"xX", b"g"
# The name that a link leads to, and a volume's own: they say nothing of a file.
OF_NO_FILE = b"KVN"
# A long name, and what else pax headers hold.
LONGEST_HEADER = 1 << 16


class _Header(NamedTuple):
    name: bytes
    size: int
    kind: bytes


def unpacked(
    stream: BinaryIO, name: str, shown: str, most: int, most_bytes: int
) -> tuple[Node, int]:
    """The archive in `stream` as a folder, and how many bytes were inflated to look into it.

    Refused where it is none, has too many members, or is damaged anywhere: what a flipped bit or a
    broken download left of it is not what was handed in.
    """
    stream.seek(0)
    inflated = Inflated(stream, shown, most_bytes) if stream.read(2) == MAGIC else None
    whole = inflated.check() if inflated else 0
    try:
        members = list(_bounded(_members(inflated or stream, shown), shown, most))
    except Refused as refused:
        refused.cost += whole
        raise
    except (OSError, ValueError, OverflowError) as error:
        raise _damaged(shown, whole) from error
    return tree_of(members, name, shown), whole


def _bounded(members: Iterator[Member], shown: str, most: int) -> Iterator[Member]:
    for count, member in enumerate(members, 1):
        if count > most:
            raise Refused(f'"{shown}" has more than {most} members.', AGAIN)
        yield member


def _damaged(shown: str, cost: int = 0) -> Refused:
    return Refused(f'"{shown}" is no tar archive, or is damaged.', AGAIN, cost)


def _members(source: Any, shown: str) -> Iterator[Member]:
    """The files and folders, with the long names and sizes that stand before them."""
    position, told = 0, _Told()
    while (header := _header(source, position, shown)) is not None:
        position += BLOCK
        size = header.size
        if header.kind in LONG_NAME + EXTENDED:
            told = _extended(_bytes(source, position, size, shown), header.kind, told)
        elif header.kind not in GLOBAL + OF_NO_FILE:
            size = told.size if told.size is not None else size
            yield _member(source, told.name or header.name, header.kind, position, size, shown)
            told = _Told()
        if size < 0:
            raise _damaged(shown)
        position += -(-size // BLOCK) * BLOCK


class _Told(NamedTuple):
    """What headers before a member's own say of it."""

    name: bytes | None = None
    size: int | None = None


def _header(source: Any, position: int, shown: str) -> _Header | None:
    """The header at this place, None where the archive ends."""
    source.seek(position)
    block = source.read(BLOCK)
    if (len(block) < BLOCK and position == 0) or 0 < len(block) < BLOCK:
        raise _damaged(shown)
    if not block.strip(b"\0"):
        if not block:
            raise _damaged(shown)
        return None
    if _number(block[CHECKSUM]) != sum(block) - sum(block[CHECKSUM]) + 8 * ord(" "):
        raise _damaged(shown)
    name, prefix = block[:100].split(b"\0")[0], block[345:500].split(b"\0")[0]
    if block[257:263] == b"ustar\0" and prefix:
        name = prefix + b"/" + name
    return _Header(name, _number(block[124:136]), block[156:157])


def _number(field: bytes) -> int:
    """A number as tar has it: octal digits, or bytes where the first has its highest bit."""
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    return int(field.strip(b" \0") or b"0", 8)


def _bytes(source: Any, position: int, size: int, shown: str) -> bytes:
    """What an extended header holds."""
    if size > LONGEST_HEADER:
        raise Refused(f'"{shown}" has a name of {size} bytes.', AGAIN)
    source.seek(position)
    return bytes(source.read(size))


def _extended(content: bytes, kind: bytes, told: _Told) -> _Told:
    if kind == LONG_NAME:
        return told._replace(name=content.split(b"\0")[0])
    while content:
        length, _, _ = content.partition(b" ")
        if not length.isdigit() or not 0 < int(length[:6]) <= len(content):
            return told
        record, content = content[len(length) + 1 : int(length[:6])], content[int(length[:6]) :]
        key, _, value = record.rstrip(b"\n").partition(b"=")
        if key == b"path":
            told = told._replace(name=value)
        elif key == b"size" and value.isdigit():
            told = told._replace(size=int(value[:18]))
    return told


def _member(source: Any, raw: bytes, kind: bytes, position: int, size: int, archive: str) -> Member:
    name = raw.decode("utf-8", "surrogateescape")
    shown = below(archive, name)
    load = partial(_read, source, position, size, shown)
    if kind == FOLDER or (kind in PLAIN and name.endswith("/")):
        return Member(name, True, load)
    refusal = None if kind in PLAIN else special(shown, kind in LINKS)
    return Member(name, False, load, refusal)


def _read(source: Any, position: int, size: int, shown: str, most: int) -> bytes:
    wanted = min(size, most)
    try:
        source.seek(position)
        content = bytes(source.read(wanted))
    except (OSError, ValueError, OverflowError) as error:
        raise _damaged(shown) from error
    if len(content) < wanted:
        raise Refused(f'"{shown}" is cut off in its archive.', AGAIN)
    return content
