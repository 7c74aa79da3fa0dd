"""One update and all epochs of a run, with their numbers: what a trace of the pipeline shows.

Recomputed beside the replay, from the grader's own model and data and the parameters that the run
had, so that nothing in it is the student's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from grader.given import Given
from grader.hypotheses import Batch
from grader.replay import Replay, measure, put
from grader.trace import Trace
from grader.verdict import Epoch, Layer, Stage, Values, Walkthrough

# Numbers that are shown of a tensor.
SAMPLE = 4


def walk(given: Given, trace: Trace, replay: Replay, per_epoch: int) -> Walkthrough | None:
    """The run's first update in five stages, its epochs, and one sample's way through the model.

    `per_epoch` is the number of updates in an epoch. None where the run made no update of a batch.
    """
    batch = replay.first
    if not batch:
        return None
    put(given, trace.before[0])
    stages = (_data(batch), *_forward(given, replay, batch), *_update(trace, replay))
    sample = tuple(_layers(given, batch)) if replay.plain else ()
    starts = _starts(trace, per_epoch, replay.per_epoch) if per_epoch else ()
    epochs = tuple(_epochs(given, trace, starts))
    return Walkthrough(stages, epochs, observation(epochs), sample)


def values(name: str, tensor: Tensor | np.ndarray) -> Values:
    """A tensor's shape and its first numbers."""
    array = tensor.detach().numpy() if isinstance(tensor, Tensor) else tensor
    first = array.reshape(-1)[:SAMPLE].astype(float).tolist()
    return Values(name, tuple(map(int, array.shape)), tuple(first))


def _data(batch: Batch) -> Stage:
    names = ("inputs", "targets") if len(batch) == 2 else [f"part {n}" for n in range(len(batch))]
    return Stage("data", tuple(values(n, t) for n, t in zip(names, batch, strict=True)))


def _forward(given: Given, replay: Replay, batch: Batch) -> Iterator[Stage]:
    if not replay.plain:
        return
    model, criterion = _only(given.modules), _only(given.criteria)
    with torch.no_grad():
        outputs = model(*batch[:-1])
        yield Stage("forward", (values("outputs", outputs),))
        yield Stage("loss", (values("loss", criterion(outputs, batch[-1])),))


def _update(trace: Trace, replay: Replay) -> Iterator[Stage]:
    """What .grad held at the first step, and the parameters before and after it."""
    layout = replay.layout
    after = trace.after.get(0, trace.before[1] if trace.steps > 1 else trace.final)
    places = list(zip(layout.names, layout.shapes, layout.slices, strict=True))
    held = [values(n, trace.gradients[0][p].reshape(s)) for n, s, p in places]
    before = [values(f"{n} before", trace.before[0][p].reshape(s)) for n, s, p in places]
    later = [values(f"{n} after", after[p].reshape(s)) for n, s, p in places]
    yield Stage("backward", tuple(held))
    yield Stage("update", tuple(v for pair in zip(before, later, strict=True) for v in pair))


def _starts(trace: Trace, per_epoch: int, batches: int) -> Sequence[int]:
    """The step that each epoch begins with, counted by updates.

    A loop that steps too seldom makes fewer of those than it trains epochs: there each pass over
    all `batches` of the loader is an epoch, if there was a step before the next pass.
    """
    counted = range(0, trace.steps, per_epoch)
    passes, steps, before, now = [0], 0, 0, None
    drawn: Counter[int | None] = Counter()
    for event in trace.events:
        if event.kind == "step" and event.target is not None:
            steps += 1
        elif event.kind == "batch":
            of = event.facts.get("of")
            if of != now:
                if drawn[now] >= batches and before < steps < trace.steps:
                    passes.append(steps)
                now, before = of, steps
            drawn[of] += 1
    return passes if len(passes) > len(counted) else counted


def _epochs(given: Given, trace: Trace, starts: Sequence[int]) -> Iterator[Epoch]:
    """The metrics before the first epoch and after each one; none where no epoch begins."""
    rows = [*(trace.before[step] for step in starts), trace.final] if starts else []
    for number, row in enumerate(rows):
        yield Epoch(number, measure(given, row))


def observation(epochs: tuple[Epoch, ...]) -> str:
    """What the first metric did from epoch to epoch, in one line."""
    if len(epochs) < 2:
        return ""
    name = next(iter(epochs[0].metrics))
    course = [epoch.metrics[name] for epoch in epochs]
    changes = [b - a for a, b in pairwise(course)]
    if not np.isfinite(course).all():
        return f"The {name} is no longer a number in epoch {_first_bad(course)}."
    most = int(np.argmax(np.abs(changes))) + 1
    falls = sum(change < 0 for change in changes)
    if not any(changes):
        return f"The {name} stays at {course[0]:.3f}: nothing is learned."
    where = "fell" if course[-1] < course[0] else "rose"
    return (
        f"The {name} {where} from {course[0]:.3f} to {course[-1]:.3f}: it went down in {falls} of "
        f"{len(changes)} epochs, and changed most in epoch {most}."
    )


def _first_bad(course: list[float]) -> int:
    return int(np.flatnonzero(~np.isfinite(course))[0])


def _layers(given: Given, batch: Batch) -> Iterator[Layer]:
    """The first sample of the batch, through each layer to the loss and back."""
    model, criterion = _only(given.modules), _only(given.criteria)
    seen: list[tuple[str, str, Tensor]] = []
    names = {module: name for name, module in model.named_modules()}

    def note(module: nn.Module, args: object, output: object) -> None:
        if isinstance(output, Tensor):
            seen.append((names[module], type(module).__name__, output))

    leaves = [m for m in model.modules() if not any(True for _ in m.children())]
    hooks = [leaf.register_forward_hook(note) for leaf in leaves]
    inputs, target = [part[:1] for part in batch[:-1]], batch[-1][:1]
    try:
        outputs = model(*inputs)
        loss = criterion(outputs, target)
    finally:
        for hook in hooks:
            hook.remove()
    yield Layer("input", "", values("value", inputs[0]), None)
    learning = [output for _, _, output in seen if output.requires_grad]
    found = torch.autograd.grad(loss, learning, allow_unused=True) if learning else ()
    gradients = dict(zip(map(id, learning), found, strict=True))
    for name, kind, output in seen:
        gradient = gradients.get(id(output))
        back = None if gradient is None else values("gradient", gradient)
        yield Layer(name or "model", kind, values("value", output), back)
    yield Layer("loss", type(criterion).__name__, values("value", loss), None)


def _only(modules: Mapping[str, nn.Module]) -> nn.Module:
    return next(iter(modules.values()))
