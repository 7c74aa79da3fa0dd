"""Zip archives as nodes, read from their directory at the end and never trusted beyond it.

Not by way of `zipfile`, which gives up a whole class's archive where one name in it is damaged,
and unpacks some methods without a bound. A name is read as UTF-8 where it is that, else as cp437.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from grader.classroom.disk import special
from grader.classroom.members import Member, tree_of
from grader.classroom.tree import AGAIN, Node, Refused, below

END, ENTRY, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
END_64, WHERE_64 = b"PK\x06\x06", b"PK\x06\x07"
# The 64-bit end and the way to it stand right before the other one.
END_64_SIZE, WHERE_SIZE = 56, 20
END_SIZE, ENTRY_SIZE, LOCAL_SIZE, LONGEST_COMMENT = 22, 46, 30, 1 << 16
STORED, DEFLATED, ENCRYPTED, UNIX = 0, 8, 1, 3
# What stands in the place of a number that has no room in 32 bits, and where it is then.
ELSEWHERE, EXTRA_64 = 0xFFFFFFFF, 1
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int


def unpacked(stream: BinaryIO, name: str, shown: str, most: int) -> Node:
    """The archive in `stream` as a folder; Refused where it is none, or has too many members."""
    try:
        members = list(_members(stream, shown, most))
    except (struct.error, OSError, ValueError, OverflowError) as error:
        raise _damaged(shown) from error
    return tree_of(members, name, shown)


def _damaged(shown: str) -> Refused:
    return Refused(f'"{shown}" is no zip archive, or not a whole one.', AGAIN)


def _members(stream: BinaryIO, shown: str, most: int) -> Iterator[Member]:
    start, size, base = _directory(stream, shown)
    stream.seek(start)
    count = 0
    while size >= ENTRY_SIZE:
        entry, length = _entry(stream)
        if entry is None:
            raise _damaged(shown)
        count, size = count + 1, size - length
        if count > most:
            raise Refused(f'"{shown}" has more than {most} members.', AGAIN)
        yield _member(stream, entry, base, below(shown, entry.name))


def _directory(stream: BinaryIO, shown: str) -> tuple[int, int, int]:
    """Where the directory starts, its size, and where the archive itself starts in the stream."""
    whole = stream.seek(0, 2)
    first = max(0, whole - END_SIZE - LONGEST_COMMENT)
    stream.seek(first)
    tail = stream.read(END_SIZE + LONGEST_COMMENT)
    at = tail.rfind(END)
    if at < 0:
        raise _damaged(shown)
    size, offset = struct.unpack_from("<LL", tail, at + 12)
    end = first + at
    if tail[max(0, at - WHERE_SIZE) :].startswith(WHERE_64):
        end -= WHERE_SIZE + END_64_SIZE
        stream.seek(max(0, end))
        record = stream.read(END_64_SIZE)
        if not record.startswith(END_64):
            raise _damaged(shown)
        size, offset = struct.unpack_from("<QQ", record, 40)
    base = end - size - offset
    if base < 0 or size < 0:
        raise _damaged(shown)
    return offset + base, size, base


def _entry(stream: BinaryIO) -> tuple[_Entry | None, int]:
    """The next entry of the directory, None where none stands there; and how long it is."""
    head = stream.read(ENTRY_SIZE)
    if not head.startswith(ENTRY):
        return None, 0
    maker, flags, method, crc, packed, size, name, extra, comment, attributes, offset = (
        struct.unpack("<5xB2xHH4xLLLHHH4xLL", head)
    )
    raw, extras = stream.read(name), stream.read(extra)
    stream.seek(comment, 1)
    size, packed, offset = _wide((size, packed, offset), extras)
    mode = attributes >> 16 if maker == UNIX else 0
    found = _Entry(_name(raw), flags, method, crc, packed, size, offset, mode)
    return found, ENTRY_SIZE + name + extra + comment


def _wide(numbers: tuple[int, int, int], extras: bytes) -> tuple[int, ...]:
    """The numbers, with those from the 64-bit field in the place of those that stand there."""
    while len(extras) >= 4:
        kind, length = struct.unpack_from("<HH", extras)
        if kind == EXTRA_64:
            field = extras[4 : 4 + length]
            wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            return tuple(next(wide, n) if n == ELSEWHERE else n for n in numbers)
        extras = extras[4 + length :]
    return numbers


def _name(raw: bytes) -> str:
    """Some programs write UTF-8 and don't say so, others say so and write anything.

    Some on Windows write backslashes between folders; in other encodings they are half a letter.
    """
    try:
        return raw.decode("utf-8").replace("\\", "/")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _member(stream: BinaryIO, entry: _Entry, base: int, shown: str) -> Member:
    load = partial(_read, stream, entry, base, shown)
    kind = stat.S_IFMT(entry.mode)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Member(entry.name, False, load, special(shown, kind == stat.S_IFLNK))
    is_folder = entry.name.endswith("/") or kind == stat.S_IFDIR
    refusal = None
    if entry.flags & ENCRYPTED and not is_folder:
        refusal = Refused(f'"{shown}" is encrypted.', "Ask for it again without a password.")
    elif entry.method not in (STORED, DEFLATED) and not is_folder:
        refusal = Refused(f'"{shown}" is packed by a method that few programs know.', AGAIN)
    return Member(entry.name, is_folder, load, refusal)


def _read(stream: BinaryIO, entry: _Entry, base: int, shown: str, most: int) -> bytes:
    """At most so many bytes of a member; bytes are counted as they come out."""
    try:
        stream.seek(base + entry.offset)
        head = stream.read(LOCAL_SIZE)
        if not head.startswith(LOCAL):
            raise ValueError("no member")
        stream.seek(sum(struct.unpack_from("<HH", head, 26)), 1)
        content, whole = _content(stream, entry, most)
    except (struct.error, zlib.error, OSError, ValueError, OverflowError) as error:
        raise Refused(f'"{shown}" is damaged in its archive.', AGAIN) from error
    if whole and (len(content) != entry.size or zlib.crc32(content) != entry.crc):
        raise Refused(f'"{shown}" is damaged in its archive.', AGAIN)
    return content


def _content(stream: BinaryIO, entry: _Entry, most: int) -> tuple[bytes, bool]:
    """What comes out of a member, and whether that is all of it."""
    if entry.method == STORED:
        content = stream.read(min(entry.packed, most))
        return content, entry.packed <= most
    inflate, left = zlib.decompressobj(-zlib.MAX_WBITS), entry.packed
    parts, total = [], 0
    data = b""
    while total < most and not inflate.eof:
        if not data:
            data = stream.read(min(left, BLOCK))
            left -= len(data)
        if not data:
            raise ValueError("the member ends too early")
        parts.append(inflate.decompress(data, most - total))
        total += len(parts[-1])
        data = inflate.unconsumed_tail
    return b"".join(parts), inflate.eof
