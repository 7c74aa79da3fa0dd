"""Messages between the grader's own processes and from the child: lengths plus raw bytes.

A message is a JSON header and any number of blobs:

    count (4 bytes) · length of each part (8 bytes each) · parts, the header first

There is no pickle: what is read can't run. `receive` bounds what it accepts.
"""

from __future__ import annotations

import json
import struct
from typing import Any, Protocol

MAX_PARTS = 8
MAX_BYTES = 1 << 30


class Stream(Protocol):
    """What a message is written to or read from: a pipe's or a socket's file."""

    def read(self, count: int, /) -> bytes | None:
        """At most `count` bytes, none at the end."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""

    def flush(self) -> None:
        """Send what was written."""


class Closed(Exception):
    """The other side ended before a whole message came."""


def send(stream: Stream, header: dict[str, Any], *blobs: bytes) -> None:
    """Write one message."""
    parts = [json.dumps(header).encode(), *blobs]
    head = struct.pack(f"<I{len(parts)}Q", len(parts), *map(len, parts))
    stream.write(b"".join([head, *parts]))
    stream.flush()


def receive(
    stream: Stream, most: int = MAX_BYTES, most_header: int = MAX_BYTES
) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message of at most `most` bytes, with a header of at most `most_header`.

    Raises Closed at the end of the stream and ValueError where the bytes are no message.
    """
    (count,) = struct.unpack("<I", _exactly(stream, 4))
    if not 1 <= count <= MAX_PARTS:
        raise ValueError("a message has too many parts")
    lengths = struct.unpack(f"<{count}Q", _exactly(stream, 8 * count))
    if sum(lengths) > most or lengths[0] > most_header:
        raise ValueError("a message is too long")
    header, *blobs = [_exactly(stream, n) for n in lengths]
    fields = json.loads(header)
    if not isinstance(fields, dict):
        raise ValueError("a header is no object")
    return fields, blobs


def _exactly(stream: Stream, count: int) -> bytes:
    chunks = []
    while count:
        chunk = stream.read(min(count, 1 << 20))
        if not chunk:
            raise Closed
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
