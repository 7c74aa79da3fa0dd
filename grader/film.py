"""Makes a playback of a run: the recorder's events in order, beside the numbers of the replay."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from grader.batches import Batches
from grader.evidence import Evidence
from grader.given import Given
from grader.hypotheses import Batch
from grader.playback import Kind, Moment, Parameter, Playback
from grader.replay import put
from grader.trace import Array, Event, Layout
from grader.verdict import Verdict

# The most that is kept: calls, steps, numbers of one parameter, numbers of one sample.
MOST_MOMENTS, MOST_STEPS, MOST_NUMBERS, MOST_OF_SAMPLE = 12_000, 1_500, 16, 8
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


def film(given: Given, evidence: Evidence, verdict: Verdict) -> Playback:
    """The run that `verdict` is on. `given` is the grader's own, and is used up."""
    trace, replay = evidence.trace, evidence.replay
    layout = replay.layout
    every = _moments(evidence)
    moments = tuple(islice(every, MOST_MOMENTS))
    left_out = sum(1 for _ in every)
    steps = min(trace.steps, MOST_STEPS)
    kept = _kept(layout)
    rows = np.concatenate([trace.before[:steps], trace.final[None]])
    inputs, outputs = _samples(given, evidence, moments)
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
        norms=_norms(trace.gradients[:steps], layout),
        expected_norms=_norms(replay.expected[:steps], layout),
        right=(replay.gradient_ok & replay.update_ok)[:steps],
        inputs=inputs,
        outputs=outputs,
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
    )


def _kept(layout: Layout) -> np.ndarray:
    """The columns of a flat row that are kept."""
    parts = [np.arange(s.start, min(s.stop, s.start + MOST_NUMBERS)) for s in layout.slices]
    return np.concatenate(parts)


def _norms(rows: Array, layout: Layout) -> Array:
    """[steps, parameters] the length of each parameter's part of each row."""
    norms = [np.linalg.norm(rows[:, place].astype(np.float64), axis=1) for place in layout.slices]
    return np.stack(norms, axis=1).astype(np.float32)


def _mistake(evidence: Evidence, moments: tuple[Moment, ...], verdict: Verdict) -> int | None:
    """The moment at which the diagnosis shows first: its line in the first iteration gone wrong."""
    if verdict.diagnosis is None or not moments:
        return None
    wrong = [n for n in range(evidence.trace.steps) if not _is_right(evidence, n)]
    line = verdict.diagnosis.line
    if not wrong and evidence.end.kind != "returned":
        return len(moments) - 1
    if not wrong:
        end = max((i for i, m in enumerate(moments) if m.iteration == moments[0].iteration))
        none = None if evidence.trace.steps else end  # the step is missed after all the rest
        return next((i for i, m in enumerate(moments) if m.line == line), none)
    at = next((i for i, m in enumerate(moments) if m.step == wrong[0]), len(moments) - 1)
    iteration = moments[at].iteration
    here = (i for i, m in enumerate(moments) if m.iteration == iteration and m.line == line)
    return next((i for i in here if i <= at), at)


def _is_right(evidence: Evidence, step: int) -> bool:
    replay = evidence.replay
    fine = replay.gradient_ok[step] and replay.update_ok[step] and not replay.moved[step]
    return bool(fine and evidence.has_gradient[step])


def _samples(given: Given, evidence: Evidence, moments: tuple[Moment, ...]) -> tuple[Array, Array]:
    """The first sample of each batch, and the model's output for it at the parameters of then."""
    none = np.zeros((0, 0), np.float32)
    batches = Batches(given, evidence.trace)
    if not evidence.replay.plain or not batches.rows:
        return none, none
    model = next(iter(given.modules.values()))
    at = _row_of(moments, evidence)
    inputs, outputs = [], []
    with torch.no_grad():
        for number in sorted(at):
            if (batch := batches[number]) is None:
                break
            put(given, at[number])
            inputs.append(_first(batch))
            outputs.append(_numbers(model(*(part[:1] for part in batch[:-1]))))
    return np.array(inputs, np.float32), np.array(outputs, np.float32)


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


def _numbers(tensor: Tensor) -> list[float]:
    return tensor.detach().reshape(-1)[:MOST_OF_SAMPLE].double().tolist()
