"""What one run left behind: events in order, and the tensors that they speak of.

A trace crosses the border between the student's process and the grader's as JSON (events) and
safetensors (arrays), never as anything that can run. Everything in it is a claim: reading
validates its form here, and the replay recomputes its content.

Parameters are laid out flat: all parameters of the given modules, in the order of `Layout.names`,
make one row of `Layout.size` float32 numbers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import safetensors
import safetensors.numpy

from grader.errors import MalformedTrace

FORMAT_VERSION = 1
KINDS = frozenset(
    (
        "pass",
        "batch",
        "forward",
        "loss",
        "backward",
        "grad",
        "zero_grad",
        "clip",
        "step",
        "moved",
        "kept",
        "stray",
    )
)
# Facts are small: a batch's rows are the longest.
MAX_FACT_ITEMS = 100_000
# Integers that every reader of JSON takes for what they are.
MOST_INTEGER = 2**53
# Events that are read where nothing tells how many there can be.
MOST_EVENTS = 1 << 20
# Lists and objects of one event, and those around all events.
MOST_IN_EVENT, MOST_AROUND = 4, 1000
# Facts that are parameters as bits.
BITS = frozenset(("reached", "held", "frozen"))
# What those facts are that are computed with; the rows of a batch may not be known.
FACT_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("reached", "loss", "of", "numel", "held", "alive", "frozen", "from"), int),
    **dict.fromkeys(("rows", "losses", "values"), list),
    **dict.fromkeys(("changed", "optimizer"), str),
}

# The facts of most events: shared, and never written to.
NOTHING: Mapping[str, Any] = {}

Array = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """Where each parameter of the given modules stands in a flat row.

    `names` are qualified by the argument of train(), as in "model.fc1.weight".
    """

    names: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]

    @cached_property
    def size(self) -> int:
        """Numbers in one row."""
        return sum(self.sizes)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Numbers in each parameter."""
        return tuple(int(np.prod(shape)) for shape in self.shapes)

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        """The place of each parameter in a row."""
        ends = np.cumsum(self.sizes)
        return tuple(slice(int(e) - n, int(e)) for e, n in zip(ends, self.sizes, strict=True))


class Event(NamedTuple):
    """One call that the recorder saw. A tuple: there are thousands of them in a run.

    `line` counts from 1 in the student's file, None where the student's code was not on the stack.
    `target` names the given object concerned, None for an object of the student's own.
    `number` counts passes, batches, losses or steps from 0, or refers to one of them.
    `facts` holds what is not as usual, for example `{"grad": False}` for a forward under no_grad.
    """

    kind: str
    line: int | None
    target: str | None = None
    number: int | None = None
    facts: Mapping[str, Any] = NOTHING


@dataclass(frozen=True)
class Applied:
    """What applying the student's autograd.Function gave; `problem` says why there is nothing.

    values     [inputs] the function's values
    gradients  [inputs] what its backward() makes of the grad_output
    """

    problem: str = ""
    values: Doubles | None = None
    gradients: Doubles | None = None


@dataclass(frozen=True)
class Trace:
    """Events and tensors of one run.

    before     [steps, size] parameters when step() was called
    gradients  [steps, size] what .grad held when step() was done; 0 where it was None
    present    [steps, parameters] whether .grad was not None
    after      step → [size], only where the next thing seen differs from what the step left
    initial, final  [size] parameters before and after train()
    replaced   parameters that were other tensors at the end than at the start
    layers     the network that took the given model's place, as the bonus describes it
    function   what applying the student's autograd.Function gave, where the exercise has one
    steps_seen all steps of given optimizers, also those past the number that is kept
    """

    events: tuple[Event, ...]
    before: Array
    gradients: Array
    present: Mask
    after: Mapping[int, Array]
    initial: Array
    final: Array
    final_present: tuple[bool, ...] = ()
    replaced: tuple[str, ...] = ()
    steps_seen: int = 0
    seconds: float = 0.0
    function: Applied | None = None
    layers: tuple[Any, ...] = ()

    @property
    def steps(self) -> int:
        """Steps of which the tensors are kept."""
        return len(self.before)

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Event]]:
        """The events of each kind, in order; most of what is asked of a run is about one kind."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.kind].append(event)
        return found

    def named(self, kind: str) -> list[Event]:
        """The events of a kind that concern a given object."""
        return [event for event in self.by_kind[kind] if event.target is not None]

    @property
    def nexts(self) -> Array:
        """[steps, size] the parameters when the next step was called, or at the end."""
        return np.concatenate([self.before[1:], self.final[None]])[: self.steps]

    @property
    def left(self) -> Array:
        """[steps, size] the parameters that each step left."""
        left = self.nexts
        for step, row in self.after.items():
            left[step] = row
        return left


def write(trace: Trace) -> tuple[bytes, bytes]:
    """The trace as JSON and safetensors."""
    header = {
        "format_version": FORMAT_VERSION,
        "events": trace.events,
        "after": list(trace.after),
        "final_present": list(trace.final_present),
        "replaced": list(trace.replaced),
        "steps_seen": trace.steps_seen,
        "seconds": trace.seconds,
        "layers": trace.layers,
        "function": trace.function and trace.function.problem,
    }
    tensors = {
        "before": trace.before,
        "gradients": trace.gradients,
        "present": trace.present,
        "after": np.array(list(trace.after.values()), np.float32).reshape(-1, trace.final.size),
        "initial": trace.initial,
        "final": trace.final,
    }
    applied = trace.function
    if applied is not None and applied.values is not None and applied.gradients is not None:
        tensors |= {"values": applied.values, "derivatives": applied.gradients}
    return json.dumps(header).encode(), safetensors.numpy.save(tensors)


def read(header: bytes, tensors: bytes, layout: Layout, most_events: int = MOST_EVENTS) -> Trace:
    """The trace that `write` wrote, or MalformedTrace.

    The bytes come from the student's process: nothing in them is taken on trust. What more than
    `most_events` could have written is refused before it is read, since lists and objects take
    many times their text.
    """
    if header.count(b"[") + header.count(b"{") > MOST_IN_EVENT * most_events + MOST_AROUND:
        raise MalformedTrace(f"more than {most_events} events")
    try:
        fields = json.loads(header)
        arrays = safetensors.numpy.load(tensors)
        return _trace(fields, arrays, layout)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        MemoryError,
        safetensors.SafetensorError,
    ) as error:
        raise MalformedTrace(f"{type(error).__name__}: {str(error)[:200]}") from error


def _trace(fields: Any, arrays: Mapping[str, Any], layout: Layout) -> Trace:
    if fields["format_version"] != FORMAT_VERSION:
        raise ValueError("unknown format_version")
    size, count = layout.size, len(layout.names)
    before = _array(arrays["before"], np.float32, (None, size))
    steps = len(before)
    after = _array(arrays["after"], np.float32, (len(fields["after"]), size))
    changed = [_integer(n, steps) for n in fields["after"]]
    found = Trace(
        events=tuple([_event(e, count) for e in fields["events"]]),
        before=before,
        gradients=_array(arrays["gradients"], np.float32, (steps, size)),
        present=_mask(arrays["present"], (steps, count)),
        after=dict(zip(changed, after, strict=True)),
        initial=_array(arrays["initial"], np.float32, (size,)),
        final=_array(arrays["final"], np.float32, (size,)),
        final_present=tuple(bool(p) for p in _items(fields["final_present"], count)),
        replaced=tuple(str(n)[:200] for n in _items(fields["replaced"], count)),
        steps_seen=_integer(fields["steps_seen"]),
        seconds=min(1e9, max(0.0, float(fields["seconds"]))),
        function=_applied(fields["function"], arrays),
    )
    for kind in ("step", "batch"):
        numbers = [event.number for event in found.named(kind)]
        if numbers != list(range(len(numbers))):
            raise ValueError(f"the {kind}s are not numbered in order")
    return found


def _applied(problem: Any, arrays: Mapping[str, Any]) -> Applied | None:
    if problem is None:
        return None
    if "values" not in arrays:
        return Applied(str(problem)[:400])
    values = _array(arrays["values"], np.float64, (None,))
    return Applied("", values, _array(arrays["derivatives"], np.float64, (len(values),)))


def _array(array: Any, dtype: Any, shape: Sequence[int | None]) -> Any:
    fits = len(array.shape) == len(shape) and all(
        want in (None, have) for want, have in zip(shape, array.shape, strict=True)
    )
    if array.dtype != dtype or not fits:
        raise ValueError(f"an array is {array.dtype}{array.shape}, not {dtype}{tuple(shape)}")
    return array


def _mask(array: Any, shape: Sequence[int | None]) -> Mask:
    mask: Mask = _array(array, np.bool_, shape)
    if (mask.view(np.uint8) > 1).any():
        raise ValueError("a truth value is neither 0 nor 1")
    return mask


def _integer(value: Any, below: int = MOST_INTEGER) -> int:
    if type(value) is not int or not 0 <= value < below:
        raise ValueError("a number is out of range")
    return value


def _items(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("a list is not one, or too long")
    return value


def _event(item: Any, parameters: int) -> Event:
    """One of the events: there are thousands, so that what is usual in them is looked at first."""
    kind, line, target, number, facts = item
    if kind not in KINDS:
        raise ValueError("an event is of no known kind")
    # Not _integer(), whose calls are a fifth of the time.
    if line is not None and (type(line) is not int or not 0 <= line < MOST_INTEGER):
        raise ValueError("a number is out of range")
    if number is not None and (type(number) is not int or not 0 <= number < MOST_INTEGER):
        raise ValueError("a number is out of range")
    if target is not None and not isinstance(target, str):
        raise ValueError("an event's target is no name")
    if not isinstance(facts, dict):
        raise ValueError("an event's facts are not plain")
    if facts:
        _look_at_facts(facts, parameters)
    return Event(kind, line, target, number, facts)


def _look_at_facts(facts: Mapping[str, Any], parameters: int) -> None:
    for name, value in facts.items():
        own = type(value)
        if own is not int and own is not float and not _is_fact(value):
            raise ValueError("an event's facts are not plain")
        wanted = FACT_TYPES.get(name)
        if wanted is not None and own is not wanted:
            unknown = value is None and name == "rows"
            if not unknown and not isinstance(value, wanted):
                raise ValueError(f'an event\'s "{name}" is no {wanted.__name__}')
        if own is int:
            _integer(value, 1 << parameters if name in BITS else MOST_INTEGER)


def _is_fact(value: Any) -> bool:
    if type(value) is not list:
        return value is None or isinstance(value, (bool, int, float, str))
    if len(value) > MAX_FACT_ITEMS:
        return False
    for item in value:  # noqa: SIM110  a third of the time that all() takes, for short lists
        if type(item) is not int or not 0 <= item < MOST_INTEGER:
            return False
    return True
