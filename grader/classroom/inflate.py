"""A gzip stream that can be read anywhere, without ever holding what comes out of it.

It keeps copies of its own state, far apart, and goes on from the nearest: an archive is not
inflated from its start again for each member.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from grader.classroom.tree import AGAIN, Refused

MAGIC = b"\x1f\x8b"
GZIP = zlib.MAX_WBITS | 16
# How far apart states are kept at first; where there are too many, every other one goes.
BLOCK, SPACING, MOST_MARKS = 1 << 16, 1 << 20, 200


@dataclass(frozen=True)
class _State:
    """Where it is: bytes out, bytes in, the inflater, and what it has not taken yet."""

    position: int
    packed: int
    inflater: Any
    tail: bytes


class Inflated:
    """What is in `packed`, at most `most` bytes; beyond them, and where it is damaged, Refused."""

    def __init__(self, packed: BinaryIO, shown: str, most: int) -> None:
        self._packed, self._shown, self._most = packed, shown, most
        self._now = _State(0, 0, zlib.decompressobj(GZIP), b"")
        self._marks = [self._copy()]
        self._left = b""
        self._spacing = SPACING

    @property
    def inflated(self) -> int:
        """How many bytes came out on the way to where it is now."""
        return int(self._now.position)

    def seek(self, position: int) -> None:
        """Go to the place after so many bytes, or to the end where that is before it."""
        start = self._now.position - len(self._left)
        nearest = max((m for m in self._marks if m.position <= position), key=_position)
        if not start <= position or nearest.position > self._now.position:
            self._now, self._left = nearest, b""
            self._now = self._copy()
        self._skip(position - (self._now.position - len(self._left)))

    def read(self, count: int) -> bytes:
        """The next bytes, fewer only at the end."""
        parts = []
        while count > 0 and (self._left or self._fill()):
            parts.append(self._left[:count])
            self._left = self._left[count:]
            count -= len(parts[-1])
        return b"".join(parts)

    def _skip(self, count: int) -> None:
        while count > 0 and (self._left or self._fill()):
            taken = min(count, len(self._left))
            self._left = self._left[taken:]
            count -= taken

    def _copy(self) -> _State:
        now = self._now
        return _State(now.position, now.packed, now.inflater.copy(), now.tail)

    def _fill(self) -> bool:
        """Inflate some more; whether there was any."""
        now = self._now
        inflater, tail, packed = now.inflater, now.tail, now.packed
        out = b""
        while not out:
            if not tail:
                self._packed.seek(packed)
                tail = self._packed.read(BLOCK)
                packed += len(tail)
                if not tail and not inflater.eof:
                    raise self._damaged()
            if inflater.eof:  # another stream may follow, or zeros: some programs fill up blocks
                more, tail = bool(tail), tail.lstrip(b"\0")
                if more and not tail:
                    continue
                if not tail.startswith(MAGIC[:1]):
                    break
                inflater = zlib.decompressobj(GZIP)
            try:
                out = inflater.decompress(tail, BLOCK)
            except zlib.error as error:
                raise self._damaged() from error
            tail = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        self._now = _State(now.position + len(out), packed, inflater, tail)
        self._left = out
        if self._now.position > self._most:
            most = f"{self._most >> 20} MB"
            raise Refused(f'"{self._shown}" holds more than {most} when unpacked.', AGAIN)
        if self._now.position >= self._marks[-1].position + self._spacing:
            self._mark()
        return bool(out)

    def _mark(self) -> None:
        self._marks.append(self._copy())
        if len(self._marks) > MOST_MARKS:
            self._marks = self._marks[::2]
            self._spacing *= 2

    def _damaged(self) -> Refused:
        return Refused(f'"{self._shown}" is damaged, or not whole.', AGAIN)


def _position(state: _State) -> int:
    return state.position
