"""Traces: what is written is read, and what is not one is refused."""

from __future__ import annotations

import contextlib
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import MalformedTrace
from grader.trace import Event, Layout, Trace, read, write

LAYOUT = Layout(("model.weight", "model.bias"), ((2, 3), (2,)))


def make_trace(steps: int = 2) -> Trace:
    """A small trace with something in every field."""
    rows = np.arange(steps * 8, dtype=np.float32).reshape(steps, 8)
    return Trace(
        events=(
            Event("batch", 4, "loader", 0, {"rows": [1, 2], "of": 0}),
            Event("loss", 6, "criterion", 0, {"value": 0.5}),
            Event("step", 8, "optimizer", 0),
        ),
        before=rows,
        gradients=rows + 1,
        present=np.ones((steps, 2), np.bool_),
        after={0: rows[0] + 2},
        initial=rows[0],
        final=rows[-1],
        final_present=(True, False),
        replaced=("model.bias",),
        steps_seen=steps,
        seconds=0.1,
    )


def test_the_layout_places_parameters_one_after_another() -> None:
    """Each parameter has its own slice, in order, and together they fill the row."""
    assert LAYOUT.size == 8
    assert LAYOUT.slices == (slice(0, 6), slice(6, 8))


def test_what_is_written_is_read() -> None:
    """A trace survives the way over the border whole."""
    trace = make_trace()
    back = read(*write(trace), LAYOUT)
    assert back.events == trace.events
    assert back.replaced == trace.replaced
    assert back.steps_seen == 2
    for name in ("before", "gradients", "present", "initial", "final"):
        np.testing.assert_array_equal(getattr(back, name), getattr(trace, name))
    np.testing.assert_array_equal(back.after[0], trace.after[0])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format_version": 2}, id="another-version"),
        pytest.param({"events": [["step", 1, "o", 0]]}, id="short-event"),
        pytest.param({"events": [["hack", 1, "o", 0, {}]]}, id="unknown-kind"),
        pytest.param({"events": [["step", -1, "o", 0, {}]]}, id="negative-line"),
        pytest.param({"events": [["step", True, "o", 0, {}]]}, id="bool-line"),
        pytest.param({"events": [["step", 1, 7, 0, {}]]}, id="target-is-a-number"),
        pytest.param({"events": [["step", 1, "o", 0, {"a": {"b": 1}}]]}, id="nested-fact"),
        pytest.param({"events": [["batch", 1, "o", 0, {"rows": [-1]}]]}, id="negative-row"),
        pytest.param({"events": [["backward", 1, None, 0, {"reached": "all"}]]}, id="no-bits"),
        pytest.param({"events": [["backward", 1, None, 0, {"reached": None}]]}, id="none-bits"),
        pytest.param({"events": [["backward", 1, None, 0, {"losses": 3}]]}, id="no-losses"),
        pytest.param({"events": [["forward", 1, None, 0, {"values": 1.5}]]}, id="no-values"),
        pytest.param({"events": [["backward", 1, None, 0, {"reached": 4}]]}, id="third-of-two"),
        pytest.param({"events": [["step", 1, "o", 0, {"held": -1}]]}, id="negative-bits"),
        pytest.param({"events": [["loss", 1, "o", 0, {"value": 10**400}]]}, id="no-float"),
        pytest.param({"function": 3, "events": 5}, id="no-function"),
        pytest.param({"events": 5}, id="events-no-list"),
        pytest.param({"after": [7]}, id="after-an-unknown-step"),
        pytest.param({"steps_seen": 1e9}, id="float-count"),
        pytest.param({"replaced": ["x"] * 9}, id="too-many-names"),
        pytest.param({"seconds": None}, id="no-seconds"),
    ],
)
def test_a_header_that_is_none_is_refused(change: dict[str, object]) -> None:
    """A header with anything out of order is a malformed trace, never another exception."""
    header, tensors = write(make_trace())
    fields = {**json.loads(header), **change}
    with pytest.raises(MalformedTrace):
        read(json.dumps(fields).encode(), tensors, LAYOUT)


def test_a_truth_value_is_0_or_1() -> None:
    """Another byte would count as more than one to numpy: it is refused."""
    header, tensors = write(make_trace())
    present = b"\1\1\1\1"
    assert tensors.count(present) == 1
    read(header, tensors.replace(present, b"\1\0\1\1"), LAYOUT)
    with pytest.raises(MalformedTrace):
        read(header, tensors.replace(present, b"\1\2\1\1"), LAYOUT)


def test_tensors_of_another_shape_are_refused() -> None:
    """A trace of another model's parameters is malformed."""
    with pytest.raises(MalformedTrace):
        read(*write(make_trace()), Layout(("model.weight",), ((2, 3),)))


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_are_a_trace_or_refused(header: bytes, tensors: bytes) -> None:
    """Random bytes raise MalformedTrace and nothing else."""
    with pytest.raises(MalformedTrace):
        read(header, tensors, LAYOUT)


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_damaged_trace_is_read_or_refused(data: st.DataObject) -> None:
    """A trace with one byte changed is read or raises MalformedTrace, and nothing else."""
    parts = [bytearray(p) for p in write(make_trace())]
    which = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(parts[which]) - 1))
    parts[which][place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MalformedTrace):
        read(bytes(parts[0]), bytes(parts[1]), LAYOUT)


@pytest.mark.parametrize("name", ["reached", "held", "frozen", "numel", "value"])
def test_facts_are_no_larger_than_what_they_count(name: str) -> None:
    """An integer of thousands of digits, which no float holds, is refused."""
    header, tensors = write(make_trace())
    fields = {**json.loads(header), "events": [["backward", 1, None, 0, {name: 10**4000}]]}
    with pytest.raises(MalformedTrace):
        read(json.dumps(fields).encode(), tensors, LAYOUT)


def test_more_events_than_there_can_be_are_not_even_read() -> None:
    """A header of many small lists, which take far more memory than their text, is refused."""
    _, tensors = write(make_trace())
    header = b'{"events": [' + b"[]," * 5000 + b"[]]}"
    with pytest.raises(MalformedTrace, match="more than 10 events"):
        read(header, tensors, LAYOUT, 10)
