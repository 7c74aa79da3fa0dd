"""Makes a playback of a run: the recorder's events in order, beside the numbers of the replay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from grader.batches import Batches
from grader.evidence import Evidence
from grader.given import Given
from grader.hypotheses import Batch
from grader.playback import Kind, Moment, Parameter, Playback, Station
from grader.trace import Array, Event, Layout
from grader.verdict import Verdict

# The most that is kept: calls, steps, numbers of one parameter, numbers of one sample.
MOST_MOMENTS, MOST_STEPS, MOST_NUMBERS, MOST_OF_SAMPLE = 12_000, 1_500, 16, 8
# The numbers that are kept of what a layer makes of a sample.
MOST_OF_LAYER = 4
# A gradient is as long as the expected one where they differ by less than this share.
ALIKE = 1e-4
KINDS: dict[str, Kind] = {
    "batch": "batch",
    "forward": "forward",
    "loss": "loss",
    "backward": "backward",
    "grad": "backward",
    "zero_grad": "zero_grad",
    "clip": "clip",
    "step": "step",
    "moved": "moved",
}


def film(given: Given, evidence: Evidence, verdict: Verdict, sampled: bool = True) -> Playback:
    """The run that `verdict` is on. `given` is the grader's own, and is used up.

    With `sampled`, a sample's way through the model at each iteration is in it.
    """
    trace, replay = evidence.trace, evidence.replay
    layout = replay.layout
    every = _moments(evidence)
    moments = tuple(islice(every, MOST_MOMENTS))
    left_out = sum(1 for _ in every)
    steps = min(trace.steps, MOST_STEPS)
    kept = _kept(layout)
    rows = np.concatenate([trace.before[:steps], trace.final[None]])
    norms = _norms(trace.gradients[:steps], layout)
    expected = _norms(replay.expected[:steps], layout)
    moments = _with_emptied(moments, _owned(given), norms, expected)
    shown = moments if sampled else ()
    inputs, outputs, way, between = _samples(given, evidence, shown)
    return Playback(
        exercise=verdict.exercise,
        file=verdict.file,
        source=evidence.source.text,
        moments=moments,
        parameters=tuple(
            Parameter(name, shape, min(size, MOST_NUMBERS))
            for name, shape, size in zip(layout.names, layout.shapes, layout.sizes, strict=True)
        ),
        values=rows[:, kept],
        gradients=trace.gradients[:steps][:, kept],
        present=trace.present[:steps],
        norms=norms,
        expected_norms=expected,
        right=(replay.gradient_ok & replay.update_ok)[:steps],
        inputs=inputs,
        outputs=outputs,
        between=between,
        way=way,
        mistake=_mistake(evidence, moments, verdict),
        left_out=left_out,
    )


def _moments(evidence: Evidence) -> Iterator[Moment]:
    iteration = -1
    for event in evidence.trace.events:
        if event.kind == "batch" and event.target is not None:
            iteration = event.number or 0
        if (kind := KINDS.get(event.kind)) is not None:
            yield _moment(kind, event, iteration)


def _moment(kind: Kind, event: Event, iteration: int) -> Moment:
    reached = event.facts.get("reached", 0) if kind == "backward" else 0
    value = event.facts.get("value") if kind == "loss" else None
    looks = not event.facts.get("grad", True) or not event.facts.get("requires_grad", True)
    return Moment(
        kind=kind,
        line=event.line,
        iteration=iteration,
        step=event.number if kind == "step" and event.target is not None else None,
        loss=float(value) if isinstance(value, (int, float)) else None,
        reached=tuple(i for i in range(reached.bit_length()) if reached >> i & 1),
        evaluates=kind in ("forward", "loss") and looks,
        optimizer=event.target if kind in ("step", "zero_grad") else None,
        apart=event.kind == "grad",
    )


def _owned(given: Given) -> dict[str, frozenset[int]]:
    """The parameters, by index, whose gradients the zero_grad of each given object empties."""
    index = {id(p): i for i, p in enumerate(given.parameters.values())}
    owners: dict[str, list[object]] = {
        name: [p for group in optimizer.param_groups for p in group["params"]]
        for name, optimizer in given.optimizers.items()
    }
    owners |= {name: list(module.parameters()) for name, module in given.modules.items()}
    return {
        name: frozenset(index[id(p)] for p in owned if id(p) in index)
        for name, owned in owners.items()
    }


def _with_emptied(
    moments: tuple[Moment, ...],
    owned: dict[str, frozenset[int]],
    norms: Array,
    expected: Array,
) -> tuple[Moment, ...]:
    """The moments, with what each zero_grad emptied.

    Where it is an object of the student's own, the next step tells: a gradient that is this
    batch's alone was empty before.
    """
    found = []
    following = len(norms)
    for moment in reversed(moments):
        if moment.step is not None:
            following = moment.step
        if moment.kind == "zero_grad" and moment.optimizer is not None:
            emptied = owned.get(moment.optimizer, frozenset())
            moment = replace(moment, reached=tuple(sorted(emptied)))
        elif moment.kind == "zero_grad" and following < len(norms):
            alike = np.isclose(norms[following], expected[following], rtol=ALIKE, atol=1e-8)
            moment = replace(moment, reached=tuple(np.flatnonzero(alike).tolist()))
        found.append(moment)
    return tuple(reversed(found))


def _kept(layout: Layout) -> np.ndarray:
    """The columns of a flat row that are kept."""
    parts = [np.arange(s.start, min(s.stop, s.start + MOST_NUMBERS)) for s in layout.slices]
    return np.concatenate(parts)


def _norms(rows: Array, layout: Layout) -> Array:
    """[steps, parameters] the length of each parameter's part of each row."""
    norms = [np.linalg.norm(rows[:, place].astype(np.float64), axis=1) for place in layout.slices]
    with np.errstate(over="ignore"):  # a run that diverges is no mistake of ours
        return np.stack(norms, axis=1).astype(np.float32)


def _mistake(evidence: Evidence, moments: tuple[Moment, ...], verdict: Verdict) -> int | None:
    """The moment at which the diagnosis shows first: its line in the first iteration gone wrong."""
    if verdict.diagnosis is None or not moments:
        return None
    wrong = [n for n in range(evidence.trace.steps) if not _is_right(evidence, n)]
    line = verdict.diagnosis.line
    if not wrong and evidence.end.kind != "returned":
        return len(moments) - 1
    if not evidence.trace.steps:
        # Nothing was ever updated: that shows where the first iteration ends.
        first = max(moments[0].iteration, 0)
        return max((i for i, m in enumerate(moments) if m.iteration <= first), default=0)
    if not wrong:
        return next((i for i, m in enumerate(moments) if m.line == line), None)
    at = next((i for i, m in enumerate(moments) if m.step == wrong[0]), len(moments) - 1)
    iteration = moments[at].iteration
    here = (i for i, m in enumerate(moments) if m.iteration == iteration and m.line == line)
    return next((i for i in here if i <= at), at)


def _is_right(evidence: Evidence, step: int) -> bool:
    replay = evidence.replay
    fine = replay.gradient_ok[step] and replay.update_ok[step] and not replay.moved[step]
    return bool(fine and evidence.has_gradient[step])


def _samples(
    given: Given, evidence: Evidence, moments: tuple[Moment, ...]
) -> tuple[Array, Array, tuple[Station, ...], Array]:
    """The first sample of each batch, what the model made of it at the parameters of then, and what
    the layers in between did.
    """
    none = np.zeros((0, 0), np.float32)
    batches = Batches(given, evidence.trace)
    if not evidence.replay.plain or not batches.rows:
        return none, none, (), none
    model = next(iter(given.modules.values()))
    at = _row_of(moments, evidence)
    parameters = _as_one(given)
    inputs, outputs, between = [], [], []
    with torch.no_grad(), _Way(model) as way:
        for number in sorted(at):
            if (batch := batches[number]) is None:
                break
            parameters.copy_(torch.from_numpy(at[number].copy()))
            inputs.append(_first(batch))
            outputs.append(_numbers(model(*(part[:1] for part in batch[:-1]))))
            between.append(way.taken())
    rows = (np.array(part, np.float32) for part in (inputs, outputs, between))
    shown_in, shown_out, shown_between = rows
    return shown_in, shown_out, way.stations, shown_between


def _as_one(given: Given) -> Tensor:
    """All parameters as one row: what is copied into it, they have."""
    layout = given.layout
    row = torch.zeros(layout.size)
    places = zip(given.parameters.values(), layout.slices, layout.shapes, strict=True)
    for parameter, place, shape in places:
        parameter.data = row[place].view(shape)
    return row


class _Way:
    """Notes what the innermost modules of a model put out while it is entered.

    Of a module that is called several times, the last output counts.
    """

    def __init__(self, model: nn.Module) -> None:
        self._names = {module: name or "model" for name, module in model.named_modules()}
        self._leaves = [m for m in model.modules() if not any(True for _ in m.children())]
        self._hooks: list[RemovableHandle] = []
        self._seen: dict[nn.Module, Tensor] = {}
        self._calls: Counter[nn.Module] = Counter()
        self.stations: tuple[Station, ...] = ()

    def __enter__(self) -> Self:
        self._hooks = [leaf.register_forward_hook(self._note) for leaf in self._leaves]
        return self

    def __exit__(self, *exc: object) -> None:
        for hook in self._hooks:
            hook.remove()

    def _note(self, module: nn.Module, args: object, output: object) -> None:
        if isinstance(output, Tensor):
            self._calls[module] += 1
            self._seen[module] = output

    def taken(self) -> list[float]:
        """The kept numbers of all layers since the last time, in the order of the calls."""
        if not self.stations:
            self.stations = tuple(
                Station(
                    self._names[module],
                    type(module).__name__,
                    tuple(output.shape),
                    min(output.numel(), MOST_OF_LAYER),
                    self._calls[module],
                )
                for module, output in self._seen.items()
            )
        return [n for output in self._seen.values() for n in _numbers(output, MOST_OF_LAYER)]


def _row_of(moments: tuple[Moment, ...], evidence: Evidence) -> dict[int, Array]:
    """The parameters that each iteration began with."""
    trace = evidence.trace
    rows: dict[int, Array] = {}
    steps = 0
    for moment in moments:
        if moment.kind == "batch" and len(rows) < MOST_STEPS:
            rows[moment.iteration] = trace.before[steps] if steps < trace.steps else trace.final
        if moment.step is not None:
            steps = moment.step + 1
    return rows


def _first(batch: Batch) -> list[float]:
    return _numbers(batch[0][:1])


def _numbers(tensor: Tensor, most: int = MOST_OF_SAMPLE) -> list[float]:
    numbers: list[float] = tensor.detach().reshape(-1)[:most].tolist()
    return numbers
