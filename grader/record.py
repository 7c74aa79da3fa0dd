"""PyTorch hooks → trace: a context manager that watches train() and restores everything after.

Nothing that the student's code can see behaves differently while it is watched. The hot path is
kept to a few microseconds a call: events are tuples, tensors are copied as bytes, and all else
waits until the run is over.

What each kind of event is seen by:

    pass, batch      DataLoader.__iter__ and the iterator's __next__
    forward, loss    the call of any module, which looks for the given ones
    backward, grad   torch.autograd.backward and .grad (Tensor.backward goes through the former);
                     what it reached shows in each parameter's .grad before and after
    zero_grad        Optimizer.zero_grad and Module.zero_grad
    step             step hooks: parameters at the pre-hook, gradients at the post-hook
                     (with step(closure) the pre-hook comes before the closure)
    moved            parameters that changed though nothing above changed them
    clip             torch.nn.utils.clip_grad_norm_ and clip_grad_value_
    kept             state dicts of the given modules that outlive a step without being copied
    stray            attributes that look like requires_grad and have no effect
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from types import FrameType
from typing import Any, Self
from weakref import WeakKeyDictionary, ref

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.utils.data import DataLoader
from torch.utils.data.dataloader import _BaseDataLoaderIter

from grader.alike import alike
from grader.backward import Losses, Provenance, has_function
from grader.calls import watched
from grader.fetch import taken_at_once
from grader.given import Given
from grader.hooks import Hook, Unmarked, patched, replaced
from grader.keepsakes import Graphs, States, without_effect
from grader.snapshot import (
    Snapshot,
    as_row,
    as_rows,
    difference,
    gradient_bytes,
    gradients_at_once,
    hyperparameters,
    marks,
    row_marks,
    same,
)
from grader.trace import Event, Trace

Raw = tuple[str, int | None, str | None, int | None, dict[str, Any]]

# The arguments of torch.autograd's two functions, in their order.
NAMES_OF = {
    "backward": (
        "tensors", "grad_tensors", "retain_graph", "create_graph", "grad_variables", "inputs",
    ),
    "grad": (
        "outputs", "inputs", "grad_outputs", "retain_graph", "create_graph", "only_inputs",
        "allow_unused", "is_grads_batched", "materialize_grads",
    ),
}  # fmt: skip
CLIPPERS = ("clip_grad_norm_", "clip_grad_value_")
# Frames from the look for a line to the call of a module.
BELOW_CALLS = 5
# Any loop keeps the graphs of the last batch for a while.
MOST_ALIVE = 2
# Losses of which it is looked at whether their inputs are normalized already.
MOST_LOOKED_AT = 4


class Recorder:
    """Records one call of train(); `trace()` has the result, also after an exception.

    `file` is the name that the student's code was compiled with: an event's line is that of the
    innermost frame from it. At most `max_steps` steps keep their tensors and `max_events` events
    are kept; later ones are only counted. With `provenance`, a step's facts tell where its
    gradients were not made by autograd; with `functions`, a backward's tell whether an
    autograd.Function of the student's own is in its graph. `tell` is called with each batch: how
    many steps were made, and the last loss.
    """

    def __init__(
        self,
        given: Given,
        file: str,
        max_steps: int,
        max_events: int,
        provenance: bool = False,
        functions: bool = False,
        tell: Callable[[int, float | None], None] = lambda steps, loss: None,
    ) -> None:
        self.given = given
        self.file = file
        self.max_steps = max_steps
        self.max_events = max_events
        self.functions = functions
        self.tell = tell
        self.events: list[Raw] = []
        self.steps_seen = 0
        self._parameters = list(given.parameters.values())
        self._layout = given.layout
        self._snapshot = Snapshot(self._parameters, self._layout.shapes)
        self._names = {id(part): name for name, part in given.arguments.items()}
        self._before: list[bytes] = []
        self._gradients: list[bytes] = []
        self._present: list[list[bool]] = []
        self._after: dict[int, bytes] = {}
        self._initial = self._last = self._snapshot()
        self._pending: dict[int, bytes] = {}
        self._hyperparameters = {name: hyperparameters(o) for name, o in given.optimizers.items()}
        self._groups = {
            name: [{**g, "params": list(g["params"])} for g in o.param_groups]
            for name, o in given.optimizers.items()
        }
        self._held_by = {name: self._held(o) for name, o in given.optimizers.items()}
        self._bytes = [4 * n for n in self._layout.sizes]
        self._zeros = [bytes(n) for n in self._bytes]
        self._all_present = [True] * len(self._parameters)
        self._passes = self._batches = self._own_seen = 0
        self._losses = Losses()
        self._batch_at: dict[int, tuple[ref[Tensor], int]] = {}
        self._rows: list[int] | None = None
        self._stepped = True
        self._outputs: dict[int, ref[Tensor]] = {}
        self._provenance = Provenance(self._parameters) if provenance else None
        self._graphs, self._states = Graphs(), States()
        self._own: WeakKeyDictionary[Optimizer, int] = WeakKeyDictionary()
        self._stack = ExitStack()
        self._seconds = 0.0
        self._loss_now: float | None = None

    # ------------------------------------------------------------------ life

    def __enter__(self) -> Self:
        enter, call = self._stack.enter_context, self._stack.callback
        enter(patched(DataLoader, "__iter__", self._iter))
        enter(patched(_BaseDataLoaderIter, "__next__", self._next))
        enter(taken_at_once())
        enter(patched(Optimizer, "zero_grad", self._zero_grad))
        enter(patched(nn.Module, "zero_grad", self._zero_grad))
        enter(patched(torch.autograd, "backward", self._autograd("backward")))
        enter(patched(torch.autograd, "grad", self._autograd("grad")))
        enter(patched(nn.Module, "state_dict", self._state_dict))
        for owner in (torch.nn.utils, torch.nn.utils.clip_grad):
            for name in CLIPPERS:
                enter(patched(owner, name, self._clip))
        enter(replaced(torch.autograd.profiler, "record_function", Unmarked))
        enter(watched(self._names, self._called))
        for optimizer in self.given.optimizers.values():
            call(optimizer.register_step_pre_hook(Hook(self._before_step)).remove)
            call(optimizer.register_step_post_hook(Hook(self._after_step)).remove)
        call(register_optimizer_step_post_hook(Hook(self._other_step)).remove)
        if self.given.tensors:
            self._begin_with_tensors()
        self._started = time.perf_counter()
        return self

    def __exit__(self, *exc: object) -> None:
        self._seconds = time.perf_counter() - self._started
        self._stack.close()
        for name in without_effect(self.given.modules.values()):
            self._log("stray", None, name, None)

    def trace(self) -> Trace:
        """What was recorded so far."""
        final = self._snapshot()
        if final != self._last and self._before:
            self._after.setdefault(len(self._before) - 1, self._last)
        size = self._layout.size
        return Trace(
            events=tuple(map(Event._make, self.events)),
            before=as_rows(self._before, size),
            gradients=as_rows(self._gradients, size),
            present=np.array(self._present, np.bool_).reshape(-1, len(self._parameters)),
            after={step: as_row(left) for step, left in self._after.items()},
            initial=as_row(self._initial),
            final=as_row(final),
            final_present=tuple(p.grad is not None for p in self._parameters),
            replaced=self._replaced(),
            steps_seen=self.steps_seen,
            seconds=self._seconds,
        )

    def _replaced(self) -> tuple[str, ...]:
        now = self.given.parameters
        return tuple(
            name
            for name, parameter in zip(self._layout.names, self._parameters, strict=True)
            if now.get(name) is not parameter
        )

    # ------------------------------------------------------------------ events

    def _line(self, above: int = 3) -> int | None:
        """The line of the innermost frame of the student's file.

        `above` is how many frames from here on are the recorder's own: each that is looked at costs
        as much as the rest.
        """
        frame: FrameType | None = sys._getframe(above)
        file = self.file
        while frame is not None:
            if frame.f_code.co_filename == file:
                return frame.f_lineno
            frame = frame.f_back
        return None

    def _lines(self) -> list[int]:
        """The lines of all frames of the student's file, from the innermost to the outermost."""
        frame: FrameType | None = sys._getframe(3)
        found = []
        while frame is not None:
            if frame.f_code.co_filename == self.file:
                found.append(frame.f_lineno)
            frame = frame.f_back
        return found

    def _log(
        self, kind: str, line: int | None, target: str | None, number: int | None, **facts: Any
    ) -> dict[str, Any]:
        if len(self.events) < self.max_events:
            self.events.append((kind, line, target, number, facts))
        return facts

    def _name(self, part: object) -> str | None:
        return self._names.get(id(part))

    # ------------------------------------------------------------------ data

    def _begin_with_tensors(self) -> None:
        """Data that are given without a loader are one batch, there from the start."""
        tensors = self.given.tensors
        name = next(iter(tensors))
        self._log("pass", None, name, 0)
        self._log("batch", None, name, 0, rows=list(range(len(tensors[name]))), of=0)
        for tensor in tensors.values():
            self._batch_at[tensor.data_ptr()] = (ref(tensor), 0)
        self._passes = self._batches = 1

    def _iter(self, original: Callable[..., Any], loader: DataLoader[Any]) -> Any:
        line = self._line()
        iterator = original(loader)
        name = self._name(loader) or self._stands_in_for(loader)
        self._log("pass", line, name, self._passes)
        iterator._recorded = (name, self._passes)
        self._passes += 1
        if name is not None:
            next_index = iterator._next_index

            def remember() -> Any:
                self._rows = rows = next_index()
                return rows

            iterator._next_index = remember
        return iterator

    def _stands_in_for(self, loader: DataLoader[Any]) -> str | None:
        """The given loader that one of the student's own has the batches of."""
        loaders = self.given.loaders.items()
        return next((name for name, given in loaders if alike(loader, given)), None)

    def _next(self, original: Callable[..., Any], iterator: Any) -> Any:
        line = self._line()
        self.tell(self.steps_seen, self._loss_now)
        self._rows = None
        self._outputs.clear()
        self._losses.forget_all()
        data = original(iterator)
        name, number = getattr(iterator, "_recorded", (None, 0))
        if not self._stepped:
            self._look_for_moves(line)
        self._stepped = False
        if name is None:
            self._log("batch", line, None, None)
            return data
        self._log("batch", line, name, self._batches, rows=self._rows, of=number)
        for part in data if isinstance(data, (list, tuple)) else (data,):
            if isinstance(part, Tensor):
                self._batch_at[part.data_ptr()] = (ref(part), self._batches)
        self._batches += 1
        return data

    def _look_for_moves(self, line: int | None) -> None:
        now = self._snapshot()
        if now != self._last:
            self._move(line, now)

    def _move(self, line: int | None, now: bytes) -> None:
        if self._before:
            self._after.setdefault(len(self._before) - 1, self._last)
        self._log("moved", line, None, None)
        self._last = now

    # ------------------------------------------------------------------ forward

    def _called(self, module: nn.Module, args: tuple[Any, ...], output: Any) -> None:
        """After the forward of any module: a hook of the given ones alone would be theirs to see,
        to copy, to save and to compile.
        """
        name = self._names.get(id(module))
        if name is None:
            return
        if name in self.given.modules:
            self._forward(name, module, args, output)
        elif name in self.given.criteria:
            self._loss(name, args, output)

    def _forward(self, name: str, module: nn.Module, args: tuple[Any, ...], output: Any) -> None:
        number = self._batch_of(args[0]) if args else None
        facts = self._log("forward", self._line(BELOW_CALLS), name, number)
        parts = output if isinstance(output, (tuple, list)) else (output,)
        outputs = [part for part in parts if isinstance(part, Tensor)]
        if not torch.is_grad_enabled():
            facts["grad"] = False
        elif outputs and not any(o.requires_grad for o in outputs):
            facts["requires_grad"] = False
        if not module.training:
            facts["training"] = False
        self._outputs.update((id(o), ref(o)) for o in outputs)
        if number is not None and self._is_part(args[0]):
            facts["part"] = True
        trained = number is None and "grad" not in facts
        if trained and args and isinstance(args[0], Tensor) and not args[0].requires_grad:
            facts["values"] = row_marks(args[0])  # it may be a copy of a batch, or several joined

    def _is_part(self, inputs: Tensor) -> bool:
        """Whether `inputs` lie in a batch's memory, and are not all of it."""
        whole = self._batch_at[inputs.data_ptr()][0]()
        return whole is not None and inputs.numel() < whole.numel()

    def _batch_of(self, inputs: Any) -> int | None:
        """The batch that `inputs` shares its memory with, while that batch is alive."""
        if not isinstance(inputs, Tensor):
            return None
        alive, number = self._batch_at.get(inputs.data_ptr(), (_dead, None))
        return None if alive() is None else number

    def _loss(self, name: str, args: tuple[Any, ...], output: Any) -> None:
        if not isinstance(output, Tensor):
            return
        facts = self._log("loss", self._line(BELOW_CALLS), name, self._losses.count)
        if output.numel() == 1:
            facts["value"] = self._loss_now = output.item()
        if not args or self._outputs.get(id(args[0]), _dead)() is not args[0]:
            facts["of_output"] = False
        if len(args) > 1 and self._batch_of(args[1]) is None:
            facts["of_labels"] = False
            if self._outputs.get(id(args[1]), _dead)() is args[1]:
                facts["exchanged"] = True
        if "of_output" in facts and args and self._takes_log_softmax(name):
            facts["normalized"] = _normalized(args[0])
        if output.requires_grad:
            self._losses.add(output)
            self._graphs.watch(output, self._batches)
            if (kept := self._graphs.batches) > MOST_ALIVE:
                facts["alive"] = kept
        else:
            facts["requires_grad"] = False
            if args and isinstance(args[0], Tensor) and args[0].requires_grad:
                facts["grad"] = False
        self._losses.count += 1

    def _takes_log_softmax(self, name: str) -> bool:
        """Whether the criterion makes a log-softmax itself, asked for the first losses only."""
        first = self._losses.count < MOST_LOOKED_AT
        return first and isinstance(self.given.criteria[name], nn.CrossEntropyLoss)

    # ------------------------------------------------------------------ backward

    def _autograd(self, kind: str) -> Callable[..., Any]:
        names = NAMES_OF[kind]

        def call(original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            if len(args) > len(names):
                return original(*args, **kwargs)  # which PyTorch refuses
            return self._went_back(kind, original, dict(zip(names, args, strict=False)) | kwargs)

        return call

    def _went_back(self, kind: str, original: Callable[..., Any], told: dict[str, Any]) -> Any:
        """Call backward or grad with the arguments `told` by name, and log what came of it."""
        if kind == "grad" and "inputs" in told:
            told["inputs"] = _lasting(told["inputs"])
        facts = self._log(kind, self._line(4), None, None, reached=0)
        if kind == "backward" and told.get("retain_graph") and not told.get("create_graph"):
            facts["retain"] = True
        start = told.get(NAMES_OF[kind][0])
        first = start[0] if isinstance(start, (list, tuple)) and start else start
        before = marks(self._parameters)
        hooks = []
        try:
            if isinstance(first, Tensor):
                self._look_at(first, facts)
                plain = kind == "backward" and told.get("grad_tensors") is None
                hooks = self._losses.follow(first, plain, facts)
            result = original(**told)
        except BaseException:
            facts["raised"] = True
            raise
        finally:
            for hook in hooks:
                hook.remove()
        for index, now in enumerate(marks(self._parameters)):
            if now != before[index]:
                facts["reached"] |= 1 << index
        asked = self._asked_for(told["inputs"], result) if kind == "grad" else 0
        if self._provenance is not None:
            # autograd.grad may have seen the parameters as copies, as torch.func makes them.
            blind = kind == "grad" and not asked
            self._provenance.made(facts["reached"], -1 if blind else asked)
        facts["reached"] |= asked
        return result

    def _look_at(self, start: Tensor, facts: dict[str, Any]) -> None:
        """Note what is unusual about the tensor that goes backward."""
        if start.numel() != 1:
            facts["numel"] = start.numel()
        if not start.requires_grad:
            facts["requires_grad"] = False
        elif start.is_leaf:
            facts["leaf"] = True
        if self.functions and has_function(start):
            facts["function"] = True

    def _asked_for(self, inputs: Any, result: Any) -> int:
        """The given parameters whose gradients autograd.grad was asked for, as bits."""
        if all(part is None for part in _each(result)):
            return 0
        asked = {id(tensor) for tensor in _each(inputs)}
        return sum(1 << i for i, p in enumerate(self._parameters) if id(p) in asked)

    def _zero_grad(
        self, original: Callable[..., Any], part: Any, *args: Any, **kwargs: Any
    ) -> None:
        self._log("zero_grad", self._line(), self._name(part), None)
        original(part, *args, **kwargs)

    def _clip(self, original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._log("clip", self._line(), None, None)
        return original(*args, **kwargs)

    def _state_dict(
        self, original: Callable[..., Any], module: nn.Module, *args: Any, **kwargs: Any
    ) -> Any:
        state = original(module, *args, **kwargs)
        if self._names.get(id(module)) is not None and not args and not kwargs:
            self._states.took(state, self._line(), self.steps_seen)
        return state

    # ------------------------------------------------------------------ update

    def _before_step(self, optimizer: Optimizer, args: Any, kwargs: Any) -> None:
        self._pending[id(optimizer)] = self._snapshot()

    def _after_step(self, optimizer: Optimizer, args: Any, kwargs: Any) -> None:
        name = self._name(optimizer)
        lines = self._lines()
        line = lines[0] if lines else None
        before = self._pending.pop(id(optimizer), self._last)
        if before != self._last:
            self._move(line, before)
        facts = self._log("step", line, name, self.steps_seen)
        if lines and lines[-1] != line:
            facts["from"] = lines[-1]
        if name is not None:
            groups = optimizer.param_groups
            if not same(groups, self._groups[name]):
                now = hyperparameters(optimizer)
                if now != self._hyperparameters[name]:
                    facts["changed"] = difference(self._hyperparameters[name], now)
                if (held := self._held(optimizer)) != self._held_by[name]:
                    facts["held"] = held
        if not all(p.requires_grad for p in self._parameters):
            facts["frozen"] = sum(
                1 << i for i, p in enumerate(self._parameters) if not p.requires_grad
            )
        if self._provenance is not None and self._provenance.by_hand():
            facts["by_hand"] = True
        self._stepped = True
        self._losses.forget_used()
        self.steps_seen += 1
        for taken in self._states.outlived(self.steps_seen):
            self._log("kept", taken, None, None)
        self._last = self._snapshot()
        if len(self._before) < self.max_steps:
            self._before.append(before)
            self._keep_gradients()

    def _keep_gradients(self) -> None:
        gradients = [parameter.grad for parameter in self._parameters]
        if (row := gradients_at_once(gradients, self._bytes)) is not None:
            self._present.append(self._all_present)
            self._gradients.append(row)
            return
        present, parts = [], []
        for gradient, zeros in zip(gradients, self._zeros, strict=True):
            present.append(gradient is not None)
            data = zeros if gradient is None else gradient_bytes(gradient)
            parts.append(data if len(data) == len(zeros) else zeros)
        self._present.append(present)
        self._gradients.append(b"".join(parts))

    def _other_step(self, optimizer: Optimizer, args: Any, kwargs: Any) -> None:
        if self._name(optimizer) is None:
            if optimizer not in self._own:
                self._own[optimizer] = self._own_seen
                self._own_seen += 1
            number = self._own[optimizer]
            facts = {"optimizer": type(optimizer).__name__, "held": self._held(optimizer)}
            self._log("step", self._line(), None, number, **facts)

    def _held(self, optimizer: Optimizer) -> int:
        """The given parameters that the optimizer updates, as bits."""
        held = {id(p) for g in optimizer.param_groups for p in g["params"]}
        return sum(1 << i for i, p in enumerate(self._parameters) if id(p) in held)


def _dead() -> None:
    """A reference to nothing."""


def _lasting(inputs: Any) -> Any:
    """The inputs of autograd.grad; of a generator, which is good for one look, what it yields."""
    return inputs if isinstance(inputs, (Tensor, Mapping, list)) else tuple(inputs)


def _each(tensors: Any) -> Iterable[Any]:
    if isinstance(tensors, Mapping):
        return tensors.values()
    return (tensors,) if isinstance(tensors, Tensor) else tensors


def _normalized(outputs: Any) -> bool:
    """Whether rows are log-probabilities already."""
    if not isinstance(outputs, Tensor) or outputs.dim() < 2:
        return False
    total = outputs.detach().logsumexp(dim=1)
    return bool((total.abs() < 1e-5).all())
