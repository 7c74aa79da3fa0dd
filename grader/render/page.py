"""A run as one page that steps through it call by call, for a browser.

The page is one file that asks for nothing: its style, its script and the numbers stand in it. The
numbers are the recorded ones, as little-endian float32 (losses: float64) in base64.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from math import isfinite, prod
from typing import Any

import numpy as np
import numpy.typing as npt
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from grader.playback import Parameter, Playback
from grader.stills import Stills, stills
from grader.verdict import Verdict

# The scripts, in the order in which they build on each other.
PLOTS, SCRIPTS = "vendor/uPlot.iife.min.js", ("run.js", "pipeline.js", "plots.js", "controls.js")
STYLES = ("vendor/uPlot.min.css", "page.css")
# The most numbers that are shown of one tensor.
SHOWN = 4
# A line as Python counts them: a form feed or a Unicode separator ends none.
NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Film:
    """A run that there is something to show of."""

    verdict: Verdict
    run: Playback
    known: Stills


def page(verdict: Verdict, other: Verdict | None = None) -> str:
    """The page of a verdict's run; with `other`, the reference solution's, of both side by side.

    Without a run there is nothing to step through: then the page has the verdict and says so.
    """
    both = [verdict] if other is None else [verdict, other]
    names = ["The run"] if other is None else ["Your run", "The reference solution"]
    films = [Film(v, v.trace, stills(v.trace)) for v in both if v.trace and v.trace.moments]
    data = {
        "runs": [_run(film) for film in films],
        "ticks": _ticks(films) if len(films) == 2 else None,
    }
    script, style = _script(), _joined(STYLES)
    html = _template().render(
        verdict=verdict,
        panes=[_pane(v, n, name) for n, (v, name) in enumerate(zip(both, names, strict=True))],
        data=_embedded(data) if films else None,
        comparing=len(both) == 2,
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        script=Markup(script),
        style=Markup(style),
    )
    # A file's name may hold what is no text: bytes that were read as lone surrogates.
    return html.encode("utf-8", "replace").decode()


@cache
def _file(name: str) -> str:
    found = files("grader.render").joinpath("page", *name.split("/"))
    return found.read_text(encoding="utf-8").removesuffix("\n")


def _joined(names: Iterable[str]) -> str:
    return "\n".join(map(_file, names))


def _script() -> str:
    """All scripts as one; the library's licence asks to go with it."""
    licence = _file("vendor/LICENSE")
    return (
        f'/*\n{licence}\n*/\n{_file(PLOTS)}\n(() => {{\n"use strict";\n{_joined(SCRIPTS)}\n}})();'
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["metric"] = _metric
    return environment.from_string(_file("page.html"))


def _metric(value: float | None) -> str:
    """A metric as it stands in a table."""
    return "not a number" if value is None or value != value else f"{value:.3f}"


def _embedded(data: object) -> Markup:
    """JSON that no reader of HTML takes for anything else."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _pane(verdict: Verdict, number: int, name: str) -> dict[str, Any]:
    """What the template says of one of the runs."""
    run = verdict.trace
    source = run.source if run else verdict.source
    epochs = verdict.walkthrough.epochs if verdict.walkthrough else ()
    columns = _columns(run) if run else []
    return {
        "number": number,
        "name": name,
        "verdict": verdict,
        "lines": NEWLINE.split(source.removesuffix("\n")) if source else [],
        "marked": verdict.diagnosis.line if verdict.diagnosis else None,
        "columns": columns,
        # More than that finds no place side by side.
        "deep": len(columns) > 3 or sum(bool(c["parameters"]) for c in columns) > 2,
        "calls": _calls(verdict, run) if run else [],
        "moments": len(run.moments) if run else 0,
        "left_out": run.left_out if run else 0,
        "sampled": run is not None and run.inputs.size > 0,
        "mistake": run is not None and run.mistake is not None,
        "epochs": epochs,
        "metrics": list(epochs[0].metrics) if epochs else [],
        "observation": verdict.walkthrough.observation if verdict.walkthrough else "",
    }


def _calls(verdict: Verdict, run: Playback) -> list[str]:
    """The calls of an update in the order that is right for this loop.

    A forward, a loss or a clipping may be made in ways that leave no call: then they are no part.
    """
    seen = {moment.kind for moment in run.moments}
    expected = verdict.timeline.expected if verdict.timeline else ()
    right = dict.fromkeys((*expected, "zero_grad", "forward", "loss", "backward", "step"))
    found = [call for call in right if call in seen or call in ("zero_grad", "backward", "step")]
    if "clip" in seen:
        found.insert(found.index("step"), "clip")
    return [*found, *(["moved"] if "moved" in seen else [])]


# ---------------------------------------------------------------------- the graph


def _columns(run: Playback) -> list[dict[str, Any]]:
    """The data, the layers with the parameters hung to them, and the loss, from left to right."""
    layers = [_column(s.name, s.kind, s.calls, n) for n, s in enumerate(run.way)]
    by_name = {layer["name"]: layer for layer in layers}
    models = {parameter.name.partition(".")[0] for parameter in run.parameters}
    for index, parameter in enumerate(run.parameters):
        owner, _, name = parameter.name.rpartition(".")
        layer = by_name.get(_within(owner)) or by_name.get(owner)
        if layer is None:
            shown = _within(owner) if len(models) == 1 else owner
            layer = by_name[owner] = _column(shown, "", 1, None)
            layers.append(layer)
        layer["parameters"].append(_hung(index, name, parameter))
    return layers


def _column(name: str, kind: str, calls: int, station: int | None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "calls": calls, "station": station, "parameters": []}


def _within(owner: str) -> str:
    """A layer's name within its model: "fc1" for "model.fc1", "model" for "model"."""
    return owner.partition(".")[2] or "model"


def _hung(index: int, name: str, parameter: Parameter) -> dict[str, Any]:
    return {
        "index": index,
        "name": name,
        "shape": list(parameter.shape),
        "shown": min(parameter.kept, SHOWN),
        "many": prod(parameter.shape) > SHOWN,
    }


# ---------------------------------------------------------------------- the numbers


def _run(film: Film) -> dict[str, Any]:
    """One run as the script reads it."""
    run, known = film.run, film.known
    walkthrough = film.verdict.walkthrough
    signatures = _signatures(run)
    kinds = {signature: n for n, signature in enumerate(dict.fromkeys(signatures))}
    kept = _shown(run.parameters)
    return {
        "kinds": [_signature(*signature) for signature in kinds],
        "moments": [kinds[signature] for signature in signatures],
        "laps": _lengths(known.laps),
        "rows": _lengths(known.rows),
        "gradient": _lengths(map(_short, known.gradients)),
        "loss": _doubles([m.loss for m in run.moments if m.kind == "loss"]),
        "parameters": [
            {"name": p.name, "shape": p.shape, "shown": min(p.kept, SHOWN)} for p in run.parameters
        ],
        "values": _floats(run.values[:, kept]),
        "gradients": _floats(run.gradients[:, kept]),
        "present": _bits(run.present),
        "norms": _floats(run.norms),
        "expected": _floats(run.expected_norms),
        "way": [{"shape": s.shape, "shown": s.kept} for s in run.way],
        "between": _floats(run.between),
        "inputs": _floats(run.inputs[:, :SHOWN]),
        "width": min(run.inputs.shape[1], SHOWN),
        "mistake": run.mistake,
        "input": walkthrough.sample[0].value.shape if walkthrough and walkthrough.sample else None,
        "epochs": [_finite(e.metrics) for e in walkthrough.epochs] if walkthrough else [],
    }


def _finite(metrics: Mapping[str, float]) -> dict[str, float | None]:
    return {name: value if isfinite(value) else None for name, value in metrics.items()}


def _signatures(run: Playback) -> list[tuple[Any, ...]]:
    """What moments have in common with many others."""
    return [
        (m.kind, m.line, m.evaluates, m.optimizer, m.reached, m.apart, m.step is not None)
        for m in run.moments
    ]


def _signature(
    kind: str,
    line: int | None,
    evaluates: bool,
    optimizer: str | None,
    reached: tuple[int, ...],
    apart: bool,
    counted: bool,
) -> dict[str, Any]:
    told = {"kind": kind, "line": line, "evaluates": evaluates, "optimizer": optimizer}
    return told | {"reached": reached, "apart": apart, "counted": counted}


def _short(states: tuple[int, ...]) -> int | tuple[int, ...]:
    """One number for all parameters where they are alike."""
    return states[0] if len(set(states)) == 1 else states


def _lengths(values: Iterable[Any]) -> list[Any]:
    """[value, how many times, value, how many times, …]"""
    return [part for value, same in groupby(values) for part in (value, sum(1 for _ in same))]


def _shown(parameters: Sequence[Parameter]) -> list[int]:
    """The columns of the kept numbers that are shown."""
    starts = np.cumsum([0, *(p.kept for p in parameters)]).tolist()
    return [
        s + n for s, p in zip(starts, parameters, strict=False) for n in range(min(p.kept, SHOWN))
    ]


def _floats(array: npt.NDArray[Any]) -> str:
    return b64encode(np.ascontiguousarray(array, "<f4").tobytes()).decode()


def _doubles(values: list[float | None]) -> str:
    return b64encode(np.array(values, "<f8").tobytes()).decode()


def _bits(mask: npt.NDArray[np.bool_]) -> str:
    return b64encode(np.packbits(mask.reshape(-1), bitorder="little").tobytes()).decode()


# ---------------------------------------------------------------------- two runs in step


def _ticks(films: list[Film]) -> list[list[int]]:
    """Which moment of each run is shown at each tick of a comparison; ~moment where it waits.

    Both go through the iterations together, and in an iteration through the calls that both make.
    """
    pairs: list[tuple[int, int]] = []
    laps = [_by_lap(film.known.laps) for film in films]
    here = [0, 0]
    for lap in range(max(map(len, laps))):
        starts = [found[lap] if lap < len(found) else range(0) for found in laps]
        kinds = [
            tuple(film.run.moments[moment].kind for moment in start)
            for film, start in zip(films, starts, strict=True)
        ]
        for moves in _aligned(*kinds):
            pairs.append((_tick(here, moves, 0), _tick(here, moves, 1)))
    return [[a for a, _ in pairs], [b for _, b in pairs]]


def _tick(here: list[int], moves: tuple[bool, bool], side: int) -> int:
    """The run's next moment if it moves, or the one that it stays at, inverted."""
    here[side] += moves[side]
    return here[side] - 1 if moves[side] else ~max(0, here[side] - 1)


def _by_lap(laps: tuple[int, ...]) -> list[range]:
    """The moments of each lap."""
    found, start = [], 0
    for _, same in groupby(laps):
        end = start + sum(1 for _ in same)
        found.append(range(start, end))
        start = end
    return found


@cache
def _aligned(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[tuple[bool, bool], ...]:
    """Which of the two calls something at each tick of an iteration."""
    return tuple(_align(mine, theirs))


def _align(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[bool, bool]]:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield from [(True, True)] * (end - start)
            continue
        yield from [(True, False)] * (end - start)
        yield from [(False, True)] * (other_end - other_start)
