"""Exercises and the course that holds them, read from their folders into frozen records."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from grader.errors import CourseError, UsageError
from grader.verdict import Limit

FORMAT_VERSION = 1
NAME = re.compile(r"exercise-(\d{2,})")


@dataclass(frozen=True)
class Resources:
    """What one run may use up; past any of them it is stopped."""

    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    memory_mb: int = 2048
    output_mb: int = 16
    file_mb: int = 16
    processes: int = 32


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

    seeds       those that it was calibrated on; the first is the one that is graded
    provenance  whether the gradients must be autograd's, or only right
    frozen      prefixes of the parameters that must stay as they are, without a gradient
    function    the torch.autograd.Function that the student writes, where there is one
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
        **fields,  # carry, provenance, function; a key that is none of them is a TypeError
    )


def _limits(bounds: Mapping[str, Mapping[Any, Any]]) -> tuple[Limit, ...]:
    found = [(metric, side, value) for metric, b in bounds.items() for side, value in b.items()]
    if wrong := [side for _, side, _ in found if side not in ("below", "above")]:
        raise ValueError(f'a threshold is "below" or "above", not "{wrong[0]}"')
    return tuple(Limit(metric, side, float(value)) for metric, side, value in found)


@dataclass(frozen=True)
class Course:
    """A folder with `exercises/` and, where the reader may see them, `solutions/`."""

    root: Path

    def names(self) -> list[str]:
        """The exercises by number."""
        found = (self.root / "exercises").glob("exercise-*/exercise.toml")
        names = [f.parent.name for f in found if NAME.fullmatch(f.parent.name)]
        return sorted(names, key=lambda name: int(name.rpartition("-")[2]))

    def folder(self, name: str) -> Path:
        """The folder of the exercise `name`."""
        return self.root / "exercises" / name

    def solution(self, name: str) -> Path:
        """The reference solution of the exercise `name`."""
        return self.root / "solutions" / name / "train.py"


def find_course(start: Path) -> Course | None:
    """The course that `start` lies in: the nearest folder upwards that holds one."""
    for folder in (start, *start.parents):
        course = Course(folder)
        if course.names():
            return course
    return None


def packaged_course() -> Course:
    """The grader's own copy of the course, out of students' reach when installed from a wheel.

    In an editable install it is the checkout itself.
    """
    here = Path(__file__).resolve().parent
    packaged = Course(here / "course")
    return packaged if packaged.names() else Course(here.parent)


def pristine(course: Course, name: str) -> Exercise:
    """The exercise `name` from the grader's own copy, or from `course` where only it has one."""
    own = packaged_course()
    source = own if name in own.names() else course
    return load(source.folder(name))


def resolve(course: Course, target: str) -> str:
    """The name of the exercise that a person means by `target`.

    Takes `exercise-01`, `1`, `01`, `exercise-1`, a path to an exercise's folder or into it.
    Raises UsageError, with the nearest names, where no exercise fits.
    """
    names = course.names()
    if digits := re.fullmatch(r"(?:exercise[-_ ]?)?0*(\d+)", target.strip().lower()):
        for name in names:
            if int(name.rpartition("-")[2]) == int(digits[1]):
                return name
    path = Path(target)
    for part in (path, *path.parents):
        if part.name in names:
            return part.name
    near = difflib.get_close_matches(target.lower(), [*names, "all"], n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(repr(n) for n in near)}? " if near else ""
    raise UsageError(
        f'There is no exercise "{target}" in "{course.root}".',
        f"{hint}This course has {names[0]} to {names[-1]}; `grade` lists them."
        if len(names) > 1
        else f"{hint}This course has {names[0]}; `grade` lists it.",
    )
