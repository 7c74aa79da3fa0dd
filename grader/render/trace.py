"""A run in a terminal: one update in five stages, the epochs, the gradients, one sample's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from grader.playback import Moment, Playback
from grader.render import text
from grader.trace import Array
from grader.verdict import Diagnosis, Epoch, Layer, Stage, Values, Verdict, Walkthrough
from grader.words import count

# How high a column of a curve is drawn, from nothing to the highest of the run.
LEVELS, ASCII_LEVELS = " ▁▂▃▄▅▆▇█", " .:-=+*#%"
CURVE, BAR = 30, 20
MOST_MOMENTS = 12


def trace(console: Console, verdict: Verdict, attempt: str | None = None) -> None:
    """Print what the run did, as far as it came.

    `attempt` is what names it to `grade`, as in "exercise-01 --file F"; without it no command is
    told that leads further.
    """
    console.print(text.heading(verdict))
    for part in _parts(console, verdict, attempt):
        console.print()
        console.print(part)


def _parts(console: Console, verdict: Verdict, attempt: str | None) -> Iterator[RenderableType]:
    levels = LEVELS if console.encoding.lower().startswith("utf") else ASCII_LEVELS
    film, walk = verdict.trace, verdict.walkthrough
    if film is None:
        yield Text("Nothing ran, so there is nothing to trace.")
    elif walk is None:
        yield from _calls(film)
    else:
        yield from _update(walk, film)
        if len(walk.epochs) > 1:
            yield from _epochs(walk, levels)
        yield from _gradients(film, levels)
        if walk.sample:
            yield from _sample(walk.sample, film)
    if verdict.diagnosis is not None:
        yield _wrong(verdict.diagnosis)
    if attempt is not None:
        yield from _further(verdict, attempt)


# ---------------------------------------------------------------- one update


def _update(walk: Walkthrough, film: Playback) -> Iterator[RenderableType]:
    yield Text("The first update, in five stages", "bold")
    table = _table("stage", "tensor", "shape", "first numbers")
    for stage in walk.stages:
        rows = _of_update(stage, film) if stage.name == "update" else _of_stage(stage, film)
        for number, row in enumerate(rows):
            table.add_row(stage.name if not number else "", *row)
    yield table


def _of_stage(stage: Stage, film: Playback) -> Iterator[tuple[str, str, str]]:
    """A row for each tensor; a gradient that was not there is None, as in PyTorch."""
    present = film.present[0] if stage.name == "backward" and len(film.present) else ()
    for number, found in enumerate(stage.values):
        missing = number < len(present) and not present[number]
        name = _short(found.name, film)
        yield (
            f"{name}.grad" if stage.name == "backward" else name,
            _shape(found),
            "None" if missing else _numbers(found),
        )


def _of_update(stage: Stage, film: Playback) -> Iterator[tuple[str, str, str]]:
    """Each parameter before and after the step, in two rows."""
    pairs = zip(stage.values[::2], stage.values[1::2], strict=True)
    for before, after in pairs:
        name, same = before.name.removesuffix(" before"), before.first == after.first
        yield _short(name, film), _shape(before), _numbers(before)
        yield "  after it", "", "the same" if same else _numbers(after)


def _short(name: str, film: Playback) -> str:
    """A parameter's name as the model itself calls it, where there is one model."""
    models = {p.name.partition(".")[0] for p in film.parameters}
    return name.partition(".")[2] or name if len(models) == 1 and "." in name else name


def _shape(found: Values) -> str:
    return str(list(found.shape))


def _numbers(found: Values) -> str:
    shown = " ".join(f"{number:.3g}" for number in found.first)
    return shown + (" ..." if len(found.first) < int(np.prod(found.shape)) else "")


# ---------------------------------------------------------------- the whole run


def _epochs(walk: Walkthrough, levels: str) -> Iterator[RenderableType]:
    yield Text("The epochs", "bold")
    names = list(walk.epochs[0].metrics)
    table = _table("epoch", *(name.replace("_", "\n") for name in names), names[0])
    most = max((abs(e.metrics[names[0]]) for e in walk.epochs), default=0.0)
    for epoch in walk.epochs:
        shown = [text.as_told(name, epoch.metrics[name]) for name in names]
        table.add_row(_number_of(epoch), *shown, Text(_bar(epoch, names[0], most, levels), "cyan"))
    yield table
    yield Text(walk.observation)


def _number_of(epoch: Epoch) -> str:
    return str(epoch.number) if epoch.number else "before"


def _bar(epoch: Epoch, name: str, most: float, levels: str) -> str:
    value = abs(epoch.metrics[name])
    if not np.isfinite(value) or not np.isfinite(most) or not most:
        return ""
    return levels[-1] * max(1, round(BAR * value / most)) if value else ""


def _gradients(film: Playback, levels: str) -> Iterator[RenderableType]:
    steps = len(film.norms)
    yield Text(f"The length of each gradient, over {count(steps, 'step')}", "bold")
    table = _table("parameter", "first", "last", "largest", "over the run")
    for number, parameter in enumerate(film.parameters):
        norms, name = film.norms[:, number], _short(parameter.name, film)
        if not film.present[:, number].any():
            table.add_row(name, "None", "None", "None", "")
            continue
        shown = [f"{norm:.3g}" for norm in (norms[0], norms[-1], norms.max())]
        table.add_row(name, *shown, Text(_curve(norms, levels), "cyan"))
    yield table


def _curve(values: Array, levels: str) -> str:
    """A column for each piece of the run, as high as the mean of what is in it."""
    pieces = np.array_split(values.astype(float), min(CURVE, len(values)))
    means = np.nan_to_num([piece.mean() for piece in pieces], posinf=0.0)
    most = means.max()
    if not most:
        return levels[0] * len(means)
    heights = np.ceil(means / most * (len(levels) - 1)).astype(int)
    return "".join(levels[height] for height in heights)


def _sample(layers: Sequence[Layer], film: Playback) -> Iterator[RenderableType]:
    yield Text("One sample, through the layers and back", "bold")
    table = _table("layer", "", "value", "gradient of the loss")
    for layer in layers:
        back = "" if layer.gradient is None else _numbers(layer.gradient)
        table.add_row(layer.name, layer.kind, _numbers(layer.value), back)
    yield table
    if len(film.present) and not film.present[0].any():
        yield Text("The gradients are the grader's own: at this step, the run had none.")


# ---------------------------------------------------------------- runs that go wrong


def _calls(film: Playback) -> Iterator[RenderableType]:
    """What there is of a run that made no update: its first calls."""
    yield Text("No update was made. The run began with these calls:", "bold")
    table = _table("line", "call", "")
    for moment in film.moments[:MOST_MOMENTS]:
        table.add_row(str(moment.line or "-"), moment.kind, _said_of(moment))
    yield table
    if not film.moments:
        yield Text("  (none of the model, the criterion or the optimizer)")


def _said_of(moment: Moment) -> str:
    if moment.loss is not None:
        return f"{moment.loss:.4g}"
    if moment.kind == "backward" and not moment.reached:
        return "reached no parameter"
    return "gradients are off" if moment.evaluates else ""


def _wrong(found: Diagnosis) -> RenderableType:
    """Where the flow stops."""
    where = f", line {found.line}" if found.line else ""
    return Text.assemble(
        "What is wrong: ", (f"{found.code}{where}", "bold red"), f": {text.plain(found.title)}"
    )


def _further(verdict: Verdict, attempt: str) -> Iterator[RenderableType]:
    """What to type next, in lines that are never wrapped, so that they can be copied whole."""
    told = {"To step through it in a browser:": f"grade trace {attempt} --html trace.html"}
    if verdict.diagnosis is not None:
        told = {"More on it:": f"grade {attempt}", **told}
    if verdict.trace is None:
        del told["To step through it in a browser:"]
    lines = [f"{words}\n  {text.plain(command)}" for words, command in told.items()]
    if lines:
        yield Text("\n".join(lines), "dim", no_wrap=True, overflow="ignore")


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
