"""Messages between processes: whole, or refused."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import sandbox, wire
from grader.exercise import Resources


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


class Slow(io.BytesIO):
    """A pipe whose reader is not given the processor at once."""

    def read(self, count: int | None = -1, /) -> bytes:
        """As much as there is, after a while."""
        time.sleep(0.05)
        return super().read(count)


def spoken(output: int, ends_after: float, *messages: dict[str, Any]) -> sandbox._Watch:
    """The watch over a child that has said this, and ends after so many seconds."""
    stream = Slow()
    for message in messages:
        wire.send(stream, message, *([b"header", b"tensors"] if "end" in message else []))
    stream.seek(0)
    process: Any = SimpleNamespace(
        reply=stream,
        output=SimpleNamespace(fileno=lambda: output),
        wait=lambda: int(threading.Event().wait(ends_after)),
        ask_where=lambda: None,
        descendants=lambda: 0,
        memory=lambda: 0,
        written=lambda most: 0,
    )
    return sandbox._Watch(process, Resources(output_mb=1), 1 << 20)


def test_a_child_that_has_ended_is_heard_all_the_same() -> None:
    """A run that is over before its first message is read hands over what it left."""
    watch = spoken(-1, 0.0, {"confined": []}, {"end": {"kind": "returned"}})
    end, *rest = watch.until_end(threading.Event(), lambda steps, loss: None)
    assert (end.kind, *rest) == ("returned", b"header", b"tensors")


def test_much_output_before_the_first_message_is_read_is_the_runs_own(tmp_path: Path) -> None:
    """A run that prints without end is told so, however late its first message is read."""
    printed = tmp_path / "printed"
    printed.write_bytes(b"x" * (2 << 20))
    with printed.open("rb") as output:
        watch = spoken(output.fileno(), 1.0, {"confined": []})
        end, *_ = watch.until_end(threading.Event(), lambda steps, loss: None)
    assert end.kind == "too-much-output"
