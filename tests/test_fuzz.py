"""Hostile bytes: what crosses the border from a student's process is read, or refused as such.

Whatever comes, only the grader's own exceptions come out, within bounds on time and memory. By
default 1000 inputs are tried, always the same; `pytest -m nightly` tries 100 times as many, anew
each time.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import queue
import struct
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from conftest import COURSE, TESTS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_trace import LAYOUT, make_trace

import grader.given
from grader import film, judge, playback, sandbox, wire
from grader.batches import Batches
from grader.bonus import UnfitLayers, described_in, linear_layers, rebuilt
from grader.errors import MalformedTrace
from grader.exercise import load
from grader.run import END_KINDS, MAX_FRAMES, MAX_TEXT, End, Run, end_from_json
from grader.trace import FACT_TYPES, KINDS, Event, Trace, read, write
from grader.verdict import from_json

# What one input may cost: JSON's lists take up to 50 times the bytes that they are written in.
MOST_SECONDS = 1.0
MOST_MEMORY_EACH, MOST_MEMORY = 60, 1 << 20
# How many times as many inputs are tried at night, in so many parts.
NIGHTLY = 100

HEADER, TENSORS = write(replace(make_trace(), layers=(["Linear", 2, 3, True], ["ReLU"])))
FIELDS = json.loads(HEADER)


# ---------------------------------------------------------------------- bytes


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """These bytes with some of them flipped, cut off, put in, left out, doubled or swapped."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        change = draw(st.integers(0, 6))
        if change == 0 and a < len(data):
            data[a] ^= 1 << draw(st.integers(0, 7))
        elif change == 1:
            del data[a:]
        elif change == 2:
            data[a:a] = draw(st.binary(max_size=12))
        elif change == 3:
            del data[a:b]
        elif change == 4:
            data[a:a] = data[a:b]
        elif change == 5:
            data = data[b:] + data[a:b] + data[:a]
        else:
            data[a : a + 8] = struct.pack("<Q", draw(HUGE) % 2**64)
    return bytes(data)


# ---------------------------------------------------------------------- JSON

HUGE = st.sampled_from(
    (-1, 0, 1, 2, 22, 2**31, 2**32, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**64 - 1, 10**30, -(2**70))
)
SCALARS = st.one_of(
    st.sampled_from((None, True, False, "", "\ud800", "\x1b[2J", "model", "optimizer", "1e999")),
    st.sampled_from((0.5, -0.0, 1e308, float("nan"), float("inf"), float("-inf"))),
    HUGE,
    st.integers(-5, 9),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
# What json.dumps never writes, or not in so few bytes: text that takes the place of a value.
TEXTS = st.sampled_from(
    (
        "1e999",
        "-1e999",
        "NaN",
        "9" * 400,
        "9" * 4299,
        "9" * 5000,
        "0." + "1" * 3000,
        "[" * 200 + "]" * 200,
        "[" * 800 + "1" + "]" * 800,
        "[" * 980 + "]" * 980,
        "[" * 20_000,
        '{"a":' * 900 + "1" + "}" * 900,
        '{"a":' * 5000,
        "[" + "[]," * 2000 + "[]]",
        '"' + "x" * 5000 + '"',
        '"\\ud800\\udc00\\ud800"',
        '{"a":1,"a":[],"":null}',
        "1,",
        "\x00",
    )
)
# Where a value stands that gives its place to a text.
PLACE = "the text's own place"


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a JSON document, the document left out."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, part in inner:
        yield (*path, key)
        yield from places(part, (*path, key))


@st.composite
def spoiled(draw: st.DrawFn, document: Any) -> bytes:
    """A JSON document with any value in the place of one to three of its own, or beside them."""
    fields = json.loads(json.dumps(document))
    ways = list(places(fields))
    text = draw(TEXTS)
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from(ways))
        value = draw(st.one_of(VALUES, st.just(PLACE)))
        holder = fields
        try:
            for key in above:
                holder = holder[key]
            if draw(st.integers(0, 5)):
                holder[last] = value
            elif isinstance(holder, dict):
                del holder[last]
            else:
                holder.insert(last, value)
        except (TypeError, KeyError, IndexError, AttributeError):
            continue  # what was spoiled before has no such place any more
    whole = json.dumps(fields).replace(json.dumps(PLACE), text)
    if draw(st.integers(0, 4)) == 0:
        twice = draw(st.sampled_from(list(fields) or [""]))
        whole = f"{whole[:-1]}, {json.dumps(twice)}: {text}}}"
    return whole.encode("utf-8", "surrogatepass")


# Values for each fact that is computed with, of the type that it must have, and for the others.
OF_TYPE: dict[type, tuple[Any, ...]] = {
    int: (0, 1, 2, 3, 5, 15),
    list: ([], [0], [0, 1, 2, 3], [199, 1], [200], [2**53 - 1], [7, 7], [3] * 500),
    str: ("SGD", "lr: 0.1 → 0.5", "", "\ud800", "\x1b[2J", "x" * 3000),
}
FREE = (
    "value", "grad", "requires_grad", "training", "part", "of_output", "of_labels", "exchanged",
    "normalized", "retain", "leaf", "function", "raised", "beside", "seed", "by_hand", "other",
)  # fmt: skip
PLAIN: tuple[Any, ...] = (
    None,
    True,
    False,
    0.5,
    7,
    2**53 - 1,
    float("nan"),
    float("inf"),
    "\ud800",
    [],
    [0, 1],
)
FACTS = st.sampled_from(
    [(name, value) for name, kind in FACT_TYPES.items() for value in OF_TYPE[kind]]
    + [(name, value) for name in ("of", "numel", "alive", "loss") for value in (2**53 - 1, True)]
    + [("rows", value) for value in (None, *OF_TYPE[list] * 4)]
    + [(name, value) for name in FREE for value in PLAIN]
)
OFTEN = ("batch", "forward", "loss", "backward", "step")
EVENT = st.tuples(
    st.sampled_from((*OFTEN, *OFTEN, *sorted(KINDS))),
    st.sampled_from((None, 1, 2, 5, 9, 12, 2**53 - 1)),
    st.sampled_from((None, "optimizer", "loader", "model", "criterion", "", "\ud800", "x" * 300)),
    st.sampled_from((None, 0, 1, 2, 3, 10**6, 2**53 - 1)),
    st.lists(FACTS, max_size=3).map(dict),
)


def in_order(events: list[tuple[Any, ...]]) -> list[list[Any]]:
    """The events with steps and batches of given objects numbered as they must be."""
    counts = Counter[str]()
    found = []
    for kind, line, target, number, facts in events:
        if kind in ("step", "batch") and target is not None:
            number = counts[kind]
            counts[kind] += 1
        found.append([kind, line, target, number, facts])
    return found


# Of a form that is accepted, and of any content.
EVENTS = st.lists(EVENT, max_size=16).map(in_order)


@st.composite
def formed(draw: st.DrawFn) -> bytes:
    """A header with other events, most of them of a form that is accepted."""
    found = draw(EVENTS)
    return json.dumps({**FIELDS, "events": found}).encode()


# ---------------------------------------------------------------------- safetensors

DTYPES = st.sampled_from(
    ("F32", "F64", "BOOL", "F16", "BF16", "I64", "U8", "C64", "F8_E4M3", "F4", "f32", "", "X", None)
)
SIZES = st.one_of(st.integers(0, 9), HUGE)


@st.composite
def tensors(draw: st.DrawFn) -> bytes:
    """A safetensors file whose header says anything of the bytes that follow."""
    length = struct.unpack("<Q", TENSORS[:8])[0]
    header, data = json.loads(TENSORS[8 : 8 + length]), TENSORS[8 + length :]
    names = st.sampled_from(sorted(header))
    for _ in range(draw(st.integers(1, 3))):
        name = draw(names)
        entry = header.get(name)
        change = draw(st.integers(0, 7))
        if change == 0 or not isinstance(entry, dict):
            header[name] = draw(VALUES)
        elif change == 1:
            entry["dtype"] = draw(DTYPES)
        elif change == 2:
            entry["shape"] = draw(st.lists(SIZES, max_size=4))
        elif change == 3:
            entry["data_offsets"] = draw(st.lists(SIZES, min_size=1, max_size=3))
        elif change == 4:
            other = header.get(draw(names))
            entry["data_offsets"] = other.get("data_offsets") if isinstance(other, dict) else None
        elif change == 5:
            del header[name]
        elif change == 6:
            header[draw(st.text(max_size=3))] = draw(VALUES)
        else:
            shape = draw(st.lists(SIZES, min_size=2, max_size=3))
            entry.update(dtype=draw(DTYPES), shape=shape)
    text = json.dumps(header)
    if draw(st.integers(0, 9)) == 0:
        text = text[:-1] + f', "before": {draw(TEXTS)}}}'
    whole = text.encode()
    claimed = len(whole) if draw(st.integers(0, 9)) else draw(HUGE) % 2**64
    extra = draw(st.binary(max_size=9)) if draw(st.integers(0, 5)) == 0 else b""
    return struct.pack("<Q", claimed) + whole + data + extra


# ---------------------------------------------------------------------- the readers


def a_trace(header: bytes, arrays: bytes) -> None:
    """Read what may be a trace; what could be read has the form that the grader counts on."""
    try:
        trace = read(header, arrays, LAYOUT)
    except MalformedTrace as error:
        assert len(str(error)) < 300
        return
    steps = trace.steps
    assert trace.gradients.shape == (steps, LAYOUT.size)
    assert trace.present.shape == (steps, len(LAYOUT.names))
    assert trace.left.shape == trace.nexts.shape == trace.before.shape
    assert set(trace.present.view(np.uint8).flat) <= {0, 1}
    assert all(0 <= step < steps for step in trace.after)
    assert all(0 <= (e.number or 0) < 2**53 and e.kind in KINDS for e in trace.events)


def a_message(data: bytes) -> None:
    """Read what may be a child's reply, as the sandbox does: it always comes to an end."""
    first = io.BytesIO()
    wire.send(first, {"confined": []})
    process = SimpleNamespace(reply=io.BytesIO(first.getvalue() + data))
    news: queue.Queue[tuple[str, Any]] = queue.Queue()
    watch: Any = SimpleNamespace(process=process, most=1 << 16, news=news, heard=threading.Event())
    sandbox._Watch._read_reply(watch)
    *before, (kind, value) = news.queue
    assert kind in ("reply", "closed", "garbage")
    for told, (steps, loss) in before[1:]:
        assert told == "news"
        assert f"{steps} {loss}"
    if kind == "reply":
        end, header, arrays = value
        assert isinstance(header, bytes)
        assert isinstance(arrays, bytes)
        fit_to_be_shown(end)


def fit_to_be_shown(end: End) -> None:
    """An end is short, and its lines are numbers that a file can have."""
    assert end.kind in END_KINDS
    assert len(end.message) <= MAX_TEXT
    assert len(end.frames) <= MAX_FRAMES
    lines = [end.line or 1, *(frame.line for frame in end.frames)]
    assert all(type(line) is int and 0 < line < 2**31 for line in lines)


def a_description(header: bytes) -> None:
    """Read what may be the layers of a network, and build it; what is none is unfit."""
    with contextlib.suppress(UnfitLayers):
        layers = described_in(header)
        linear_layers(layers)
        rebuilt(layers)


def message(header: bytes, *blobs: bytes) -> bytes:
    """One message on the wire, whatever is in it."""
    parts = (header, *blobs)
    return struct.pack(f"<I{len(parts)}Q", len(parts), *map(len, parts)) + b"".join(parts)


REPLY: dict[str, dict[str, Any]] = {
    "end": {
        "kind": "raised",
        "message": "no",
        "line": 3,
        "type": "ValueError",
        "frames": [{"line": 3, "function": "train", "source": "raise"}],
        "own": True,
    }
}
NEWS = {"news": {"steps": 3, "loss": 0.5}}
LAYERS = {"layers": [["Linear", 2, 3, True], ["ReLU"], ["Linear", 3, 2, False], ["Flatten"]]}
BLOBS = st.lists(st.binary(max_size=9), min_size=1, max_size=3)


class Property(NamedTuple):
    """Inputs, what reads them, and how many there are by default."""

    inputs: st.SearchStrategy[Any]
    reads: Callable[..., None]
    times: int


PROPERTIES = {
    "trace-of-any-bytes": Property(
        st.tuples(st.binary(max_size=400), st.binary(max_size=400)), a_trace, 100
    ),
    "trace-damaged": Property(
        st.one_of(
            st.tuples(damaged(HEADER), st.just(TENSORS)),
            st.tuples(st.just(HEADER), damaged(TENSORS)),
            st.tuples(damaged(HEADER), damaged(TENSORS)),
            st.just((TENSORS, HEADER)),
        ),
        a_trace,
        250,
    ),
    "trace-with-a-spoiled-header": Property(
        st.tuples(spoiled(FIELDS), st.just(TENSORS)), a_trace, 300
    ),
    "trace-with-other-events": Property(st.tuples(formed(), st.just(TENSORS)), a_trace, 150),
    "trace-with-other-tensors": Property(st.tuples(st.just(HEADER), tensors()), a_trace, 200),
    "reply-of-any-bytes": Property(st.tuples(st.binary(max_size=200)), a_message, 50),
    "reply-damaged": Property(
        st.tuples(
            st.one_of(
                damaged(message(json.dumps(REPLY).encode(), HEADER, TENSORS)),
                damaged(message(json.dumps(NEWS).encode()) * 3),
            )
        ),
        a_message,
        100,
    ),
    "reply-spoiled": Property(
        st.tuples(
            st.one_of(
                st.builds(lambda h, b: message(h, *b), spoiled(REPLY), BLOBS),
                st.builds(lambda h, b: message(h) + b, spoiled(NEWS), st.binary(max_size=40)),
            )
        ),
        a_message,
        150,
    ),
    "layers-spoiled": Property(st.tuples(spoiled(LAYERS)), a_description, 100),
}


def within_bounds(reads: Callable[..., None], parts: tuple[bytes, ...]) -> None:
    """Call a reader, and see that it takes time and memory that its input accounts for."""
    gc.disable()  # it would look at all that Hypothesis keeps
    tracemalloc.start()
    started = time.process_time()
    try:
        reads(*parts)
        seconds, taken = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.enable()
    size = sum(map(len, parts))
    assert taken <= MOST_MEMORY_EACH * size + MOST_MEMORY, f"{taken} bytes for {size}"
    assert seconds < MOST_SECONDS


def try_all(
    inputs: st.SearchStrategy[Any], check: Callable[[Any], None], count: int, anew: bool = False
) -> None:
    """Check so many inputs: always the same ones, or others each time."""

    @settings(
        max_examples=count,
        derandomize=not anew,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(inputs)
    def each(value: Any) -> None:
        check(value)

    each()


@pytest.mark.parametrize("name", PROPERTIES)
def test_hostile_bytes_are_read_or_refused(name: str) -> None:
    """Whatever bytes come, they are read or refused as what they are, within bounds."""
    inputs, reads, times = PROPERTIES[name]
    try_all(inputs, lambda parts: within_bounds(reads, parts), times)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", PROPERTIES)
def test_hostile_bytes_are_read_or_refused_at_night(name: str) -> None:
    """The same holds for 100 times as many bytes, others each time."""
    inputs, reads, times = PROPERTIES[name]
    for _ in range(NIGHTLY):
        try_all(inputs, lambda parts: within_bounds(reads, parts), times, anew=True)


def test_a_thousand_traces_are_tried() -> None:
    """The trace reader alone is tried with 10^3 inputs by default, so with 10^5 at night."""
    assert sum(p.times for p in PROPERTIES.values() if p.reads is a_trace) >= 1000


# ---------------------------------------------------------------------- the judge

EXERCISES = {"plain": COURSE.folder("exercise-01"), "carry": TESTS / "exercises" / "tbptt"}
NUMBERS = st.sampled_from((0.0, 1.0, -0.5, 1e-30, 1e-45, 3e38, -3e38, np.nan, np.inf, -np.inf))
SOURCE = COURSE.solution("exercise-01").read_bytes()


@st.composite
def run_of(draw: st.DrawFn, exercise: str) -> Run:
    """What a child may hand over that can be read: right in form, and of any content."""
    layout = GIVEN[exercise]().layout
    found = draw(EVENTS)
    steps = sum(e[0] == "step" and e[2] is not None for e in found)
    rng = np.random.default_rng(draw(st.integers(0, 9)))
    numbers = np.array(draw(st.lists(NUMBERS, min_size=1, max_size=6)), np.float32)

    def rows(*shape: int) -> Any:
        return np.where(rng.random(shape) < 0.3, rng.choice(numbers, shape), np.float32(0.1))

    def row() -> Any:
        return rows(layout.size)

    trace = Trace(
        events=tuple(Event(*e) for e in found),
        before=rows(steps, layout.size),
        gradients=rows(steps, layout.size),
        present=rng.random((steps, len(layout.names))) < draw(st.sampled_from((0.5, 1.0))),
        after={step: row() for step in range(steps) if rng.random() < 0.3},
        initial=row(),
        final=row(),
        steps_seen=steps,
    )
    end = draw(
        st.builds(
            End,
            st.sampled_from(sorted(END_KINDS)),
            st.text(max_size=9) | st.just("NoneType \ud800"),
            st.none() | st.integers(1, 20) | st.just(2**31 - 1),
            st.sampled_from(("RuntimeError", "\ud800", "")),
        )
    )
    return Run(end, *write(trace))


def given_of(exercise: str) -> Callable[[], grader.given.Given]:
    """Load the given parts, which each judgement uses up."""
    folder = EXERCISES[exercise]
    source = (folder / "given.py").read_bytes()
    return lambda: grader.given.load(source, 9)


GIVEN = {name: given_of(name) for name in EXERCISES}


def judged(exercise: str, run: Run) -> None:
    """Judge a run and make its film, as the judge's process does, and read both again."""
    loaded, own = load(EXERCISES[exercise]), GIVEN[exercise]()
    attempt = judge.Attempt("train.py", SOURCE)
    job = replace(judge.job_for(loaded, own), max_events=0)
    started = time.process_time()
    end, evidence = judge.evidence_of(loaded, own, attempt, run, job)
    verdict = judge.verdict_of(loaded, own, attempt, run, end, evidence)
    assert not verdict.passed
    from_json(json.loads(json.dumps(verdict.to_json(), allow_nan=False)))
    if evidence is not None:
        made = film.film(own, evidence, verdict)
        assert playback.from_bytes(*playback.to_bytes(made)).moments == made.moments
    assert time.process_time() - started < 10 * MOST_SECONDS


@pytest.mark.parametrize("exercise", EXERCISES)
def test_any_run_of_the_right_form_is_judged(exercise: str) -> None:
    """A trace of the right form gets a verdict, whatever is in it: never one that it passed."""
    try_all(run_of(exercise), lambda run: judged(exercise, run), 40)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_any_run_of_the_right_form_is_judged_at_night(exercise: str) -> None:
    """The same holds for many more."""
    for _ in range(NIGHTLY // 5):
        try_all(run_of(exercise), lambda run: judged(exercise, run), 40, anew=True)


# ---------------------------------------------------------------------- what was found so


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": ["raised"]}, id="kind-is-a-list"),
        pytest.param({"kind": None}, id="no-kind"),
        pytest.param({"message": ["no"]}, id="message-is-a-list"),
        pytest.param({"type": 3}, id="type-is-a-number"),
        pytest.param({"frames": {}}, id="frames-no-list"),
        pytest.param({"frames": [{"line": 1, "function": []}]}, id="function-is-a-list"),
    ],
)
def test_an_end_that_is_none_is_refused(change: dict[str, object]) -> None:
    """An end with anything out of order is a ValueError, never another exception."""
    with pytest.raises(ValueError, match="no"):
        end_from_json({**REPLY["end"], **change})


@pytest.mark.parametrize("line", [0, -1, 2**31, 10**400, True, 1.5, float("inf"), "3", None, []])
def test_a_line_that_no_file_has_is_left_out(line: object) -> None:
    """What is said to have happened there is told without a place."""
    frame = {"line": line, "function": "train", "source": ""}
    end = end_from_json({**REPLY["end"], "line": line, "frames": [frame]})
    assert (end.line, end.frames) == (None, ())


def test_an_exception_without_a_name_is_told_all_the_same(
    grade_file: Callable[[Any], Any], attempt: Callable[[str], Any]
) -> None:
    """A class may be called nothing, and its exceptions may say nothing: the attempt fails."""
    verdict = grade_file(attempt('raise type("", (Exception,), {})()\n'))
    assert verdict.status == "failed"
    assert verdict.diagnosis.code == "raised"


def trace_of_batches(exercise: str, *batches: Event) -> Trace:
    """A trace of an exercise that has only batches in it."""
    size = GIVEN[exercise]().layout.size
    none, row = np.zeros((0, size), np.float32), np.zeros(size, np.float32)
    return Trace(batches, none, none, np.zeros((0, 4), np.bool_), {}, row, row)


def test_a_batch_that_no_given_loader_yielded_is_not_looked_up() -> None:
    """The number in such an event is nobody's: where a state is carried, all up to it are gone
    through.
    """
    stray = Event("batch", 1, None, 2**53 - 1, {"rows": [0], "of": 0})
    named = Event("batch", 1, "loader", 0, {"rows": [0], "of": 0})
    assert [*Batches(GIVEN["carry"](), trace_of_batches("carry", stray, named)).rows] == [0]


def test_a_batch_is_as_large_as_the_loader_makes_them() -> None:
    """A row is two bytes in a header and may be thousands in memory; others are none of it."""
    batches = [Event("batch", 1, "loader", n, {"rows": [0] * n, "of": 0}) for n in range(9)]
    assert [*Batches(GIVEN["plain"](), trace_of_batches("plain", *batches)).rows] == [4]
