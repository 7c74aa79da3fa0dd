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
    taken: int
    inflater: Any
    tail: bytes


class Inflated:
    """What is in `packed`, at most `most` bytes; beyond them, and where it is damaged, Refused."""

    def __init__(self, packed: BinaryIO, shown: str, most: int) -> None:
        self._packed, self._shown, self._most = packed, shown, most
        self._left = b""
        self._go_on_from(_State(0, 0, zlib.decompressobj(GZIP), b""))
        self._marks = [self._state()]
        self._spacing = SPACING

    def check(self) -> int:
        """See that all of it is whole, checksums and lengths too; how many bytes that is.

        Before this nothing that comes out can be relied on.
        """
        while self._fill():
            pass
        return self._position

    def seek(self, position: int) -> None:
        """Go to the place after so many bytes, or to the end where that is before it."""
        start = self._position - len(self._left)
        nearest = max((m for m in self._marks if m.position <= position), key=_position)
        if position < start or nearest.position > self._position:
            self._go_on_from(nearest)
        self._skip(position - (self._position - len(self._left)))

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

    def _go_on_from(self, state: _State) -> None:
        self._position, self._taken, self._tail = state.position, state.taken, state.tail
        self._inflater = state.inflater.copy()
        self._left = b""

    def _state(self) -> _State:
        return _State(self._position, self._taken, self._inflater.copy(), self._tail)

    def _fill(self) -> bool:
        """Inflate some more; whether there was any."""
        out = b""
        while not out and self._has_more():
            out = self._inflate()
        self._left = out
        self._position += len(out)
        if self._position > self._most:
            most = f"{self._most >> 20} MB"
            told = f'"{self._shown}" holds more than {most} when unpacked.'
            raise Refused(told, AGAIN, self._position)
        if self._position >= self._marks[-1].position + self._spacing:
            self._mark()
        return bool(out)

    def _has_more(self) -> bool:
        """Whether there are bytes to inflate, of this stream or of one that follows it."""
        while not self._tail:
            self._packed.seek(self._taken)
            self._tail = self._packed.read(BLOCK)
            self._taken += len(self._tail)
            if not self._tail and not self._inflater.eof:
                raise self._damaged()
            if not self._tail:
                return False
            self._leave_out_zeros()
        if self._inflater.eof:
            if not self._tail.startswith(MAGIC[:1]):
                return False
            self._inflater = zlib.decompressobj(GZIP)
        return True

    def _leave_out_zeros(self) -> None:
        """Behind the end of a stream: some programs fill up blocks."""
        if self._inflater.eof:
            self._tail = self._tail.lstrip(b"\0")

    def _inflate(self) -> bytes:
        try:
            out = self._inflater.decompress(self._tail, BLOCK)
        except zlib.error as error:
            raise self._damaged() from error
        inflater = self._inflater
        self._tail = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        self._leave_out_zeros()
        return bytes(out)

    def _mark(self) -> None:
        self._marks.append(self._state())
        if len(self._marks) > MOST_MARKS:
            self._marks = self._marks[::2]
            self._spacing *= 2

    def _damaged(self) -> Refused:
        return Refused(f'"{self._shown}" is damaged, or not whole.', AGAIN, self._position)


def _position(state: _State) -> int:
    return state.position
