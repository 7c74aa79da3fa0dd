"""A run, call by call, with its numbers: what is shown of it, in a terminal and on a page.

The calls are those that the recorder saw; the numbers are the recorded parameters and gradients,
and what the grader's own model makes of them. Of a large tensor the first numbers are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import safetensors.numpy

from grader.trace import Array, Mask

Kind = Literal["batch", "forward", "loss", "backward", "zero_grad", "clip", "step", "moved"]


@dataclass(frozen=True)
class Moment:
    """One call of a run.

    line       in the student's file, None where the student's code was not on the way to it
    iteration  which batch of the given loader it belongs to, from 0; -1 before the first one
    step       for a step, its number; its row in the arrays of a Playback
    loss       for a loss, its value
    reached    for a backward, the parameters that it reached, by index; for a zero_grad, those
               that it emptied
    evaluates  whether it only looks: a forward or a loss without gradients
    optimizer  for a step or a zero_grad, whose; None for an object of the student's own
    apart      for a backward, whether it hands its gradients back and leaves .grad alone, as
               torch.autograd.grad does
    """

    kind: Kind
    line: int | None
    iteration: int
    step: int | None = None
    loss: float | None = None
    reached: tuple[int, ...] = ()
    evaluates: bool = False
    optimizer: str | None = None
    apart: bool = False


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name as in "model.fc1.weight", its shape, and how many of its first
    numbers are kept.
    """

    name: str
    shape: tuple[int, ...]
    kept: int


@dataclass(frozen=True)
class Station:
    """One layer on a sample's way: its name as in "fc1", its kind as in "Linear", the shape of what
    it makes of the sample, how many of its first numbers are kept, how often it is called.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    kept: int
    calls: int = 1


@dataclass(frozen=True)
class Playback:
    """One run for people to look at. Arrays are numpy's, float32; the kept numbers of all
    parameters stand in a row, in the order of `parameters`.

    source          the student's file as it was graded
    values          [steps + 1, kept] the parameters when each step was called, then at the end
    gradients       [steps, kept] what .grad held at each step, 0 where it was None
    present         [steps, parameters] whether .grad was not None
    norms           [steps, parameters] the length of each gradient at each step
    expected_norms  [steps, parameters] the length that it should have had, NaN where none is known
    right           [steps] whether gradient and update were the expected ones
    inputs          [iterations, n] the first sample of each batch, its first numbers
    outputs         [iterations, m] what the model made of it at that moment
    way             the layers that it goes through, in order; empty where that is not known
    between         [iterations, k] what each of them makes of it, their kept numbers in a row
    mistake         the moment where the diagnosis shows first, None where nothing is wrong
    left_out        how many moments at the end are not kept
    """

    exercise: str
    file: str
    source: str
    moments: tuple[Moment, ...]
    parameters: tuple[Parameter, ...]
    values: Array
    gradients: Array
    present: Mask
    norms: Array
    expected_norms: Array
    right: Mask
    inputs: Array
    outputs: Array
    between: Array
    way: tuple[Station, ...] = ()
    mistake: int | None = None
    left_out: int = 0

    @property
    def losses(self) -> npt.NDArray[np.float64]:
        """[iterations] the last loss of each iteration that trains; NaN where it has none."""
        found = np.full(max((m.iteration for m in self.moments), default=-1) + 1, np.nan)
        for moment in self.moments:
            if moment.loss is not None and moment.iteration >= 0 and not moment.evaluates:
                found[moment.iteration] = moment.loss
        return found

    def gradient_norms(self, parameter: str) -> Array:
        """[steps] the length of the gradient of `parameter` at each step.

        Raises KeyError where there is no parameter of that name.
        """
        names = [p.name for p in self.parameters]
        if parameter not in names:
            raise KeyError(parameter)
        return self.norms[:, names.index(parameter)]


ARRAYS = (
    "values", "gradients", "present", "norms", "expected_norms", "right", "inputs", "outputs",
    "between",
)  # fmt: skip


def to_bytes(playback: Playback) -> tuple[bytes, bytes]:
    """The playback as JSON and safetensors, for the way from the judge to the command."""
    arrays = {name: np.ascontiguousarray(getattr(playback, name)) for name in ARRAYS}
    fields = {
        name: getattr(playback, name)
        for name in playback.__dataclass_fields__
        if name not in arrays and name not in ("moments", "parameters", "way")
    }
    fields["moments"] = [list(vars(moment).values()) for moment in playback.moments]
    fields["parameters"] = [list(vars(parameter).values()) for parameter in playback.parameters]
    fields["way"] = [list(vars(station).values()) for station in playback.way]
    return json.dumps(fields).encode(), safetensors.numpy.save(arrays)


def from_bytes(header: bytes, arrays: bytes) -> Playback:
    """The playback that `to_bytes` wrote."""
    fields = json.loads(header)
    numbers: dict[str, Any] = safetensors.numpy.load(arrays)
    moments = tuple(_moment(m) for m in fields.pop("moments"))
    parameters = tuple(Parameter(n, tuple(s), k) for n, s, k in fields.pop("parameters"))
    way = tuple(Station(n, k, tuple(s), *more) for n, k, s, *more in fields.pop("way"))
    return Playback(moments=moments, parameters=parameters, way=way, **fields, **numbers)


def _moment(values: list[Any]) -> Moment:
    named: Mapping[str, Any] = dict(zip(Moment.__dataclass_fields__, values, strict=True))
    return Moment(**{**named, "reached": tuple(named["reached"])})
