"""Messages between processes: whole, or refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire


def sent(header: dict[str, object], *blobs: bytes) -> io.BytesIO:
    """A stream that holds one message."""
    stream = io.BytesIO()
    wire.send(stream, header, *blobs)
    stream.seek(0)
    return stream


@given(st.lists(st.binary(max_size=100), max_size=wire.MAX_PARTS - 1))
def test_what_is_sent_is_received(blobs: list[bytes]) -> None:
    """A header and its blobs arrive as they were sent."""
    assert wire.receive(sent({"a": 1}, *blobs)) == ({"a": 1}, blobs)


def test_a_cut_message_is_closed() -> None:
    """A message that ends early raises Closed, at whatever byte it ends."""
    whole = sent({"a": 1}, b"blob").getvalue()
    for length in range(len(whole)):
        with pytest.raises(wire.Closed):
            wire.receive(io.BytesIO(whole[:length]))


def test_a_long_message_is_refused_before_it_is_read() -> None:
    """A length past the bound is refused without waiting for the bytes."""
    with pytest.raises(ValueError, match="too long"):
        wire.receive(sent({}, b"x" * 1000), most=100)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    """Random bytes raise Closed or ValueError, and nothing else."""
    with pytest.raises((wire.Closed, ValueError)):
        wire.receive(io.BytesIO(data))
