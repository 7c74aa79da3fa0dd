"""What a graded attempt came to: a record of plain data, the same for every report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from grader.limit import Limit

if TYPE_CHECKING:
    from grader.playback import Playback

FORMAT_VERSION = 1

Outcome = Literal["passed", "failed", "skipped"]
Status = Literal["passed", "failed", "error"]


@dataclass(frozen=True)
class CheckResult:
    """One assertion about the run: what was expected, and what was found."""

    name: str
    status: Outcome
    title: str
    message: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True)
class Finding:
    """A named mistake at a line, with what was observed.

    `line` counts from 1 in the attempt and is None where no line is to blame; `columns` are the
    first and the last character in it that are to blame, from 1. `hint` is a question that leads
    on, never the solution.
    """

    code: str
    title: str
    message: str
    line: int | None = None
    hint: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[int, int] | None = None


@dataclass(frozen=True)
class Diagnosis(Finding):
    """The one mistake that explains a failed attempt, and why it matters; what came with it stands
    in `also`.
    """

    why: str = ""
    also: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Frame:
    """One line of the student's own code on the way to where the run stopped."""

    line: int
    function: str
    source: str


@dataclass(frozen=True)
class Call:
    """One call of a training iteration; `line` is None where the call is missing."""

    name: str
    line: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Timeline:
    """One iteration as it happened beside the calls of a correct one."""

    title: str
    happened: tuple[Call, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Values:
    """A tensor as it is shown: its shape, and its first numbers."""

    name: str
    shape: tuple[int, ...]
    first: tuple[float, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of an update: data, forward, loss, backward or update."""

    name: str
    values: tuple[Values, ...]


@dataclass(frozen=True)
class Epoch:
    """The metrics after an epoch; number 0 is before the first one."""

    number: int
    metrics: Mapping[str, float]


@dataclass(frozen=True)
class Layer:
    """What one sample becomes in a layer, and the gradient of the loss that comes back there."""

    name: str
    kind: str
    value: Values
    gradient: Values | None


@dataclass(frozen=True)
class Walkthrough:
    """A run's first update in stages, its epochs in a table, one sample's way through the model."""

    stages: tuple[Stage, ...]
    epochs: tuple[Epoch, ...]
    observation: str
    sample: tuple[Layer, ...]


@dataclass(frozen=True)
class Verdict:
    """Checks, metrics and the diagnosis of one attempt at one exercise.

    exercise     its name, such as "exercise-01"; `title` what it is called
    file         the attempt's name, as people are told it
    status       "error" where the grader itself failed: then `error` says how
    checks       in order; those that wait for a failed one are "skipped"
    metrics      what the final parameters reach on the grader's own model and data, None where
                 nothing was measured; `limits` are the bounds that they must keep
    diagnosis    the one mistake that explains a failure, None where it passed
    timeline     one iteration as it happened, beside a right one
    walkthrough  the first update and the epochs, with their numbers
    frames       the way to where the run stopped, where it stopped early
    remarks      what is worth knowing and fails nobody
    output       what the attempt printed
    seconds      how long grading took
    sandbox      what stood between the attempt and this machine
    unprotected  what did not, of all that may
    bonus        the verdict on the bonus experiment, where it was graded, too
    trace        the run call by call, where it was asked for; no part of the JSON
    source       the attempt's text as it was graded, "" where it is not known; no part of the JSON
    """

    exercise: str
    file: str
    status: Status
    title: str = ""
    checks: tuple[CheckResult, ...] = ()
    metrics: Mapping[str, float | None] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    diagnosis: Diagnosis | None = None
    timeline: Timeline | None = None
    walkthrough: Walkthrough | None = None
    frames: tuple[Frame, ...] = ()
    remarks: tuple[Finding, ...] = ()
    output: str = ""
    seconds: float = 0.0
    sandbox: tuple[str, ...] = ()
    unprotected: tuple[str, ...] = ()
    error: Mapping[str, str] | None = None
    bonus: Verdict | None = None
    trace: Playback | None = field(default=None, compare=False, repr=False)
    source: str = field(default="", compare=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether the attempt solves the exercise, and the bonus where that was graded, too."""
        return self.status == "passed" and (self.bonus is None or self.bonus.passed)

    def with_source(self, source: str) -> Verdict:
        """This verdict, its bonus and its trace, with the text that people see as the attempt."""
        trace = replace(self.trace, source=source) if self.trace else None
        bonus = self.bonus.with_source(source) if self.bonus else None
        return replace(self, source=source, trace=trace, bonus=bonus)

    def to_json(self) -> dict[str, Any]:
        """The verdict as design fixes it for `--format json`; NaN and infinity become null."""
        fields: dict[str, Any] = _plain(replace(self, trace=None, bonus=None))
        del fields["trace"], fields["bonus"], fields["source"]
        if fields["error"] is None:
            del fields["error"]
        if self.bonus is not None:
            fields["bonus"] = self.bonus.to_json()
        return {"format_version": FORMAT_VERSION, **fields}


def from_json(fields: Mapping[str, Any]) -> Verdict:
    """The verdict that `to_json` wrote."""
    known = {k: v for k, v in fields.items() if k in Verdict.__dataclass_fields__}
    known["checks"] = tuple(CheckResult(**c) for c in fields["checks"])
    known["limits"] = tuple(Limit(**t) for t in fields["limits"])
    known["remarks"] = tuple(map(_finding, fields["remarks"]))
    known["frames"] = tuple(Frame(**f) for f in fields["frames"])
    known["sandbox"] = tuple(fields["sandbox"])
    known["unprotected"] = tuple(fields["unprotected"])
    if found := fields["diagnosis"]:
        also = tuple(map(_finding, found["also"]))
        known["diagnosis"] = Diagnosis(**{**found, "columns": _pair(found), "also": also})
    if shown := fields["timeline"]:
        calls = tuple(Call(**c) for c in shown["happened"])
        known["timeline"] = Timeline(shown["title"], calls, tuple(shown["expected"]))
    if walked := fields.get("walkthrough"):
        known["walkthrough"] = _walkthrough(walked)
    if bonus := fields.get("bonus"):
        known["bonus"] = from_json(bonus)
    return Verdict(**known)


def _finding(fields: Mapping[str, Any]) -> Finding:
    return Finding(**{**fields, "columns": _pair(fields)})


def _pair(fields: Mapping[str, Any]) -> tuple[int, int] | None:
    return tuple(fields["columns"]) if fields["columns"] else None


def _walkthrough(fields: Mapping[str, Any]) -> Walkthrough:
    return Walkthrough(
        stages=tuple(Stage(s["name"], tuple(map(_values, s["values"]))) for s in fields["stages"]),
        epochs=tuple(Epoch(**e) for e in fields["epochs"]),
        observation=fields["observation"],
        sample=tuple(map(_layer, fields["sample"])),
    )


def _layer(fields: Mapping[str, Any]) -> Layer:
    gradient = fields["gradient"] and _values(fields["gradient"])
    return Layer(fields["name"], fields["kind"], _values(fields["value"]), gradient)


def _values(fields: Mapping[str, Any]) -> Values:
    return Values(fields["name"], tuple(fields["shape"]), tuple(fields["first"]))


def _plain(value: Any) -> Any:
    """The value as JSON has it. `dataclasses.asdict` would copy each leaf with care, and slowly."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
