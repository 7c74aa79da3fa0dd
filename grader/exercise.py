"""Exercises, read from their folders into frozen records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from grader.errors import CourseError
from grader.limit import Limit

FORMAT_VERSION = 1
# How many bytes of an attempt are judged.
MAX_SOURCE = 1 << 18


@dataclass(frozen=True)
class Resources:
    """What one run may use up; past any of them it is stopped."""

    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    memory_mb: int = 2048
    output_mb: int = 16
    file_mb: int = 16
    disk_mb: int = 128
    processes: int = 32

    def within(self, seconds: int) -> Resources:
        """The same, with no more time than this to compute, and twice as much on the clock."""
        cpu, wall = min(self.cpu_seconds, seconds), min(self.wall_seconds, 2.0 * seconds)
        return replace(self, cpu_seconds=cpu, wall_seconds=wall)


@dataclass(frozen=True)
class OptimizerSpec:
    """What an exercise says about one of its optimizers, beyond what given.py builds.

    One update belongs to `window` batches; the gradient of a window is the mean over its batches
    (`scale = "mean"`) or their sum. `clip_norm` is the clipping between backward and step that
    the exercise asks for.
    """

    name: str
    window: int = 1
    scale: Literal["mean", "sum"] = "mean"
    clip_norm: float | None = None


@dataclass(frozen=True)
class Quiz:
    """One question; `right` is the index of the right answer."""

    question: str
    answers: tuple[str, ...]
    right: int
    reason: str


@dataclass(frozen=True)
class Bonus:
    """The experiment on top: a model of the student's own, with at least `linear` Linear layers."""

    linear: int
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class Exercise:
    """One exercise as its folder says it.

    chapter     the heading that the course lists it under
    seeds       those that it was calibrated on; the first is the one that is graded
    provenance  whether the gradients must be autograd's, or only right
    frozen      prefixes of the parameters that must stay as they are, without a gradient
    function    the torch.autograd.Function that the student writes, where there is one
    points      what a pass is worth to an instructor
    weights     by check, what it earns where the attempt does not pass; without, nothing
    """

    name: str
    folder: Path
    title: str
    minutes: int
    signature: tuple[str, ...]
    seeds: tuple[int, ...]
    stub: str
    epochs_min: int
    epochs_max: int
    limits: tuple[Limit, ...]
    needs: tuple[str, ...] = ()
    optimizers: tuple[OptimizerSpec, ...] = ()
    carry: bool = False
    provenance: Literal["any", "autograd"] = "any"
    frozen: tuple[str, ...] = ()
    function: str | None = None
    bonus: Bonus | None = None
    resources: Resources = field(default_factory=Resources)
    hints: tuple[str, ...] = ()
    quiz: tuple[Quiz, ...] = ()
    chapter: str = ""
    points: float = 10.0
    weights: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def number(self) -> int:
        """The exercise's place in the course."""
        return int(self.name.rpartition("-")[2])

    @property
    def seed(self) -> int:
        """The seed that attempts are graded with."""
        return self.seeds[0]

    @property
    def edit(self) -> str:
        """The definition in train.py that the student mends."""
        return self.function or "train"

    @property
    def train_file(self) -> Path:
        """The one file that the student edits."""
        return self.folder / "train.py"

    def is_frozen(self, parameter: str) -> bool:
        """Whether the parameter must stay as it is."""
        return any(parameter == f or parameter.startswith(f"{f}.") for f in self.frozen)

    def optimizer(self, name: str) -> OptimizerSpec:
        """What the exercise says about the optimizer `name`."""
        return next((o for o in self.optimizers if o.name == name), OptimizerSpec(name))


def load(folder: Path) -> Exercise:
    """Read `folder/exercise.toml`.

    Raises CourseError where the file is missing, is not TOML, or says something unknown.
    """
    file = folder / "exercise.toml"
    try:
        fields = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f'"{file}" can\'t be read: {error}') from error
    try:
        return _exercise(folder, fields)
    except (KeyError, TypeError, ValueError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise CourseError(
            f'"{file}" is not an exercise: {what}.',
            "Compare it with the exercise.toml of exercise-01.",
        ) from error


def _exercise(folder: Path, fields: dict[str, Any]) -> Exercise:
    if (version := fields.pop("format_version")) != FORMAT_VERSION:
        raise ValueError(f"format_version is {version}, not {FORMAT_VERSION}")
    if (update := fields.pop("update", "optimizer")) != "optimizer":
        raise ValueError(f'update is "{update}": only "optimizer" can be graded')
    budget, bonus = fields.pop("budget"), fields.pop("bonus", None)
    epochs = budget.pop("epochs")
    return Exercise(
        name=folder.name,
        folder=folder,
        title=fields.pop("title"),
        minutes=fields.pop("minutes"),
        signature=tuple(fields.pop("signature")),
        seeds=tuple(fields.pop("seeds")),
        stub=fields.pop("stub"),
        epochs_min=epochs["min"],
        epochs_max=epochs["max"],
        limits=_limits(fields.pop("thresholds")),
        needs=tuple(fields.pop("needs", ())),
        optimizers=tuple(OptimizerSpec(**o) for o in fields.pop("optimizers", ())),
        frozen=tuple(fields.pop("frozen", ())),
        bonus=Bonus(bonus.pop("linear"), _limits(bonus)) if bonus else None,
        resources=Resources(**budget),
        hints=tuple(fields.pop("hints")["steps"]),
        quiz=tuple(Quiz(**{**q, "answers": tuple(q["answers"])}) for q in fields.pop("quiz")),
        points=_worth("points", fields.pop("points", Exercise.points)),
        weights={check: _worth(check, w) for check, w in fields.pop("weights", {}).items()},
        **fields,  # chapter, carry, provenance, function; a key that is none of them is a TypeError
    )


def _worth(name: str, value: Any) -> float:
    """Points or a weight: a number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e6:
        raise ValueError(f'"{name}" is worth {value!r}, which is no number of points')
    return float(value)


def _limits(bounds: Mapping[str, Mapping[Any, Any]]) -> tuple[Limit, ...]:
    found = [(metric, side, value) for metric, b in bounds.items() for side, value in b.items()]
    if wrong := [side for _, side, _ in found if side not in ("below", "above")]:
        raise ValueError(f'a threshold is "below" or "above", not "{wrong[0]}"')
    return tuple(Limit(metric, side, float(value)) for metric, side, value in found)
