"""What the judge knows of one run: the end, the trace, the replay and the source, side by side."""

from __future__ import annotations

import functools
import operator
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grader.exercise import Exercise
from grader.function import Trial
from grader.replay import Replay
from grader.run import End
from grader.source import Source
from grader.trace import Event, Mask, Trace

# What PyTorch says of a backward() that has no graph to go through.
NO_GRAPH = "does not require grad"
# Updates that are equal but for rounding, relative to their length.
NO_EFFECT = 1e-5
BACKWARD = ("backward", "grad")
OF_TRAINING = (*BACKWARD, "step", "zero_grad")


@dataclass(frozen=True)
class Turn:
    """A step of a given optimizer, and what came before it since the last step, or the batch."""

    step: Event
    events: tuple[Event, ...]

    @property
    def goes_back(self) -> bool:
        """Whether a backward that reached parameters is in it."""
        return any(e.kind in BACKWARD and e.facts.get("reached") for e in self.events)


@dataclass(frozen=True)
class Iteration:
    """What happened from one batch of the given loader to the next."""

    batch: Event
    events: tuple[Event, ...]

    @property
    def of_pass(self) -> int:
        """Which pass over the loader the batch belongs to, from 0."""
        number = self.batch.facts.get("of")
        return number if isinstance(number, int) else 0

    def kind(self, *kinds: str) -> list[Event]:
        """The events of these kinds, in order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return [e for e in self.events if e.kind in kinds]

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.kind, []).append(event)
        return found

    @cached_property
    def turns(self) -> list[Turn]:
        """The events up to each step of a given optimizer; those after the last one are left."""
        found: list[Turn] = []
        since: list[Event] = []
        for event in self.events:
            if event.kind == "step" and event.target is not None:
                found.append(Turn(event, tuple(since)))
                since = []
            else:
                since.append(event)
        return found

    @cached_property
    def trains(self) -> bool:
        """Whether anything in it belongs to training: a backward, a step, a loss with a graph."""
        return any(
            e.kind in OF_TRAINING or (e.kind == "loss" and e.facts.get("requires_grad", True))
            for e in self.events
        )


@dataclass(frozen=True)
class Evidence:
    """The input of every check and misconception. Nothing in it is the student's word alone."""

    exercise: Exercise
    end: End
    trace: Trace
    replay: Replay
    source: Source
    trial: Trial | None = None

    @cached_property
    def steps(self) -> list[Event]:
        """Steps of the given optimizers, in order; their numbers index the replay."""
        return self.trace.named("step")

    @cached_property
    def own_steps(self) -> list[Event]:
        """Steps of optimizers that the student made."""
        return [e for e in self.trace.by_kind["step"] if e.target is None]

    @cached_property
    def backwards(self) -> list[Event]:
        """Calls of backward and autograd.grad, whatever came of them."""
        if not self.trace.by_kind["grad"]:
            return list(self.trace.by_kind["backward"])
        return [e for e in self.trace.events if e.kind in BACKWARD]

    @cached_property
    def reaching(self) -> list[Event]:
        """Backward calls that reached a given parameter."""
        return [e for e in self.backwards if e.facts.get("reached")]

    @cached_property
    def losses(self) -> list[Event]:
        """Calls of the given criterion."""
        return list(self.trace.by_kind["loss"])

    @cached_property
    def forwards(self) -> list[Event]:
        """Calls of the given model."""
        return list(self.trace.by_kind["forward"])

    @cached_property
    def zeroing(self) -> list[Event]:
        """Calls of zero_grad, on whatever object."""
        return list(self.trace.by_kind["zero_grad"])

    @cached_property
    def iterations(self) -> list[Iteration]:
        """The run cut at each batch of a given loader."""
        batch: Event | None = None
        events: list[Event] = []
        found: list[Iteration] = []
        for event in self.trace.events:
            if event.kind == "batch" and event.target is not None:
                if batch is not None:
                    found.append(Iteration(batch, tuple(events)))
                batch, events = event, []
            elif batch is not None:
                events.append(event)
        if batch is not None:
            found.append(Iteration(batch, tuple(events)))
        return found

    @cached_property
    def passes(self) -> list[list[Iteration]]:
        """The iterations by pass, only of passes in which something was trained."""
        by_pass: dict[int, list[Iteration]] = {}
        for iteration in self.iterations:
            by_pass.setdefault(iteration.of_pass, []).append(iteration)
        return [p for p in by_pass.values() if any(i.trains for i in p)]

    @cached_property
    def has_gradient(self) -> Mask:
        """[steps] whether each parameter of the stepping optimizer had a gradient."""
        held = self._held()
        return np.asarray((self.trace.present | ~held).all(axis=1))

    def is_right(self, step: Event) -> bool:
        """Whether the step used the right gradient, as far as its tensors were kept."""
        number = step.number or 0
        return number >= self.trace.steps or bool(self.replay.gradient_ok[number])

    @cached_property
    def without_gradient(self) -> Mask:
        """[steps] whether no parameter of the stepping optimizer had one, or only a wrong 0."""
        present = self.trace.present & self._held()
        zero = ~np.abs(self.trace.gradients).any(axis=1) & ~self.replay.gradient_ok
        return np.asarray(~present.any(axis=1) | zero)

    @cached_property
    def never_right(self) -> list[str]:
        """The optimizers that stepped and never had the right gradient."""
        stepped = [n for n in self.replay.held if n in self.replay.optimizers]
        ok = zip(self.replay.optimizers, self.replay.gradient_ok, strict=True)
        right = {name for name, fine in ok if fine}
        return [name for name in stepped if name not in right]

    @cached_property
    def without_any(self) -> list[str]:
        """Those of them that never had a gradient but 0."""
        used = np.asarray(self.replay.used.any(axis=1))
        some = {name for name, any_ in zip(self.replay.optimizers, used, strict=True) if any_}
        return [name for name in self.never_right if name not in some]

    @property
    def unclipped(self) -> bool:
        """Whether most wrong gradients are right but for the clipping that the exercise asks."""
        return self.replay.alike.get("unclipped", 0.0) >= 0.5

    @cached_property
    def clips(self) -> list[tuple[Event, str]]:
        """Each call that clips gradients, with the kind of what last changed or used them since
        its batch came, "" where nothing did.
        """
        found: list[tuple[Event, str]] = []
        before = ""
        for event in self.trace.events if self.trace.by_kind["clip"] else ():
            if event.kind == "clip":
                found.append((event, before))
            elif event.kind == "batch":
                before = ""
            elif event.kind in (*BACKWARD, "step", "zero_grad"):
                before = "backward" if event.kind in BACKWARD else event.kind
        return found

    def bits(self, optimizer: str) -> int:
        """The parameters that the optimizer updates, as bits."""
        held = self.replay.held.get(optimizer, ())
        return sum(1 << i for i, holds in enumerate(held) if holds)

    @cached_property
    def learning(self) -> int:
        """The parameters that a given optimizer updates, as bits."""
        return functools.reduce(operator.or_, map(self.bits, self.replay.held), 0)

    @cached_property
    def reached(self) -> int:
        """The parameters that a backward reached, as bits."""
        return functools.reduce(operator.or_, (e.facts["reached"] for e in self.reaching), 0)

    def names_of(self, bits: int) -> list[str]:
        """The parameters that bits stand for."""
        return [n for i, n in enumerate(self.replay.layout.names) if bits >> i & 1]

    @cached_property
    def reached_before(self) -> list[int]:
        """For each step, the parameters that backward reached since its optimizer's last step."""
        found: list[int] = []
        since: dict[str, int] = dict.fromkeys(self.replay.held, 0)
        for event in self.trace.events:
            if event.kind in BACKWARD:
                since = {name: bits | event.facts.get("reached", 0) for name, bits in since.items()}
            elif event.kind == "step" and event.target is not None:
                found.append(since.get(event.target, 0))
                since[event.target] = 0
        return found

    @cached_property
    def emptied(self) -> list[bool]:
        """For each step, whether .grad was emptied after the step before and before backward."""
        found: list[bool] = []
        holding = {*self.replay.held, *(n.partition(".")[0] for n in self.replay.layout.names)}
        emptied = went_back = False
        for event in self.trace.events:
            if event.kind == "zero_grad" and event.target in holding:
                emptied = emptied or not went_back
            elif event.kind in BACKWARD:
                went_back = True
            elif event.kind == "step" and event.target is not None:
                found.append(emptied and went_back)
                emptied = went_back = False
        return found + [False] * (self.trace.steps - len(found))

    def _held(self) -> Mask:
        none = (False,) * len(self.replay.layout.names)
        rows = [self.replay.held.get(name, none) for name in self.replay.optimizers]
        return np.array(rows, bool).reshape(-1, len(none))

    @cached_property
    def by_hand(self) -> list[Event]:
        """Steps whose gradients are new and were not made by autograd."""
        gradients, found = self.trace.gradients, []
        for event in self.steps[: self.trace.steps]:
            now = event.number or 0
            again = now and np.array_equal(gradients[now], gradients[now - 1])
            if event.facts.get("by_hand") and gradients[now].any() and not again:
                found.append(event)
        return found

    @property
    def uses_function(self) -> bool:
        """Whether a graph that went backward had an autograd.Function written in Python in it."""
        return any(e.facts.get("function") for e in self.backwards)

    @property
    def window(self) -> int:
        """The batches that one update belongs to, where one optimizer makes them."""
        return max(self.exercise.optimizer(name).window for name in self.replay.held)

    @property
    def settings_matter(self) -> bool:
        """Whether the updates are others than the given hyperparameters make."""
        return self.replay.deviation > NO_EFFECT

    @property
    def rate_for_sums(self) -> bool:
        """Whether windows are asked for and the optimizer's settings were changed: the sum of a
        window with a rate that is smaller by its length makes the right updates.
        """
        return self.window > 1 and any("changed" in step.facts for step in self.steps)

    @property
    def updates_per_epoch(self) -> int:
        """The updates that one pass over the loader makes, of all optimizers together."""
        spec = self.exercise.optimizer
        return sum(-(-self.replay.per_epoch // spec(name).window) for name in self.replay.held)

    @cached_property
    def moved(self) -> dict[str, bool]:
        """Each parameter, and whether it ended with other values than it began with."""
        layout, trace = self.replay.layout, self.trace
        return {
            name: not np.array_equal(trace.initial[place], trace.final[place])
            for name, place in zip(layout.names, layout.slices, strict=True)
        }

    @cached_property
    def thawed(self) -> tuple[str, ...]:
        """The frozen parameters that had a gradient at some step."""
        ever = np.asarray(self.trace.present.any(axis=0))
        return tuple(
            name
            for name, present in zip(self.replay.layout.names, ever, strict=True)
            if present and self.exercise.is_frozen(name)
        )

    @cached_property
    def unreached(self) -> tuple[str, ...]:
        """The parameters that no backward reached though they asked for it, where others were."""
        missed = self.learning & ~self.reached & ~self.frozen if self.reached else 0
        return tuple(self.names_of(missed))

    @cached_property
    def beside_the_loss(self) -> list[Event]:
        """The backward calls that reached parameters and did not go through a loss of the given
        criterion, if a loss was made and those are most.
        """
        found = [e for e in self.reaching if "loss" not in e.facts]
        return found if self.losses and 2 * len(found) >= len(self.reaching) else []

    @cached_property
    def exchanged(self) -> list[Event]:
        """The losses whose criterion got outputs where labels belong, if those are most."""
        made = [e for e in self.losses if e.facts.get("requires_grad", True)]
        found = [e for e in made if e.facts.get("exchanged")]
        return found if 2 * len(found) >= len(made) else []

    @cached_property
    def idle(self) -> list[str]:
        """The given optimizers that never stepped."""
        stepped = {event.target for event in self.steps}
        return [name for name in self.replay.held if name not in stepped]

    @cached_property
    def mostly_wrong(self) -> list[str]:
        """The optimizers most of whose steps used a wrong gradient."""
        found = []
        for name in self.replay.held:
            own = [event for event in self.steps if event.target == name]
            if own and 2 * sum(not self.is_right(event) for event in own) >= len(own):
                found.append(name)
        return found

    def out_of_turn(self, optimizer: str) -> list[tuple[Iteration, Turn]]:
        """The turns of an optimizer in which nothing went backward, if those are most of them."""
        own = [(i, t) for i in self.iterations for t in i.turns if t.step.target == optimizer]
        without = [(i, t) for i, t in own if not t.goes_back]
        return without if 2 * len(without) >= len(own) else []

    @property
    def moved_without_step(self) -> bool:
        """Whether something else than a given optimizer's step changed parameters."""
        return bool(self.replay.moved.any())

    @property
    def ran_through(self) -> bool:
        """Whether train() came to its end, or to where it missed what a mistake before has cost: a
        gradient that is None, or batches that an exhausted iterator no longer has.
        """
        end, source = self.end, self.source
        if end.kind != "raised":
            return end.kind == "returned"
        lines = {end.line, *(frame.line for frame in end.frames)}
        gradient = "NoneType" in end.message and any(source.has_at(n, "grad") for n in lines)
        exhausted = len(self.passes) == 1 and source.iterator_outside_loops()
        return bool(gradient or exhausted)

    @cached_property
    def frozen(self) -> int:
        """The parameters that asked for no gradient, and had none, whenever their optimizer made a
        step with a wrong gradient, as bits.
        """
        if not any("frozen" in step.facts for step in self.steps):
            return 0
        found, of_wrong = -1, 0
        for step in self.steps[: self.trace.steps]:
            if not self.is_right(step):
                own = self.bits(step.target or "")
                present = self.trace.present[step.number or 0]
                there = sum(1 << i for i, has in enumerate(present) if has)
                found &= (step.facts.get("frozen", 0) & ~there) | ~own
                of_wrong |= own
        return found & of_wrong

    @property
    def own_optimizer_line(self) -> int | None:
        """Where the student's own optimizer is made."""
        kind = str(self.own_steps[0].facts.get("optimizer", "")) if self.own_steps else ""
        bound = (self.source.binding_of(name) for name in self.replay.held)
        made = self.source.call(kind) or next((line for line in bound if line), None)
        return made or self.line_of(self.own_steps)

    @property
    def frozen_names(self) -> list[str]:
        """The parameters that should learn and asked for no gradient at any step."""
        return self.names_of(self.frozen & self.learning)

    @property
    def frozen_for_good(self) -> str:
        """The optimizer that steps no more once its parameters are frozen, where there is one."""
        last = int(self.steps[-1].facts.get("frozen", 0)) if self.steps else 0
        wanted = self.exercise.epochs_min * self.replay.per_epoch
        for name in self.replay.held if len(self.replay.held) > 1 else ():
            made = sum(step.target == name for step in self.steps)
            if self.bits(name) & ~last == 0 and made < wanted:
                return name
        return ""

    @property
    def all_frozen(self) -> bool:
        """Whether no parameter that should learn asked for a gradient at any step."""
        return self.frozen & self.learning == self.learning

    def line_of(self, events: Iterable[Event]) -> int | None:
        """The line that most of the events have."""
        lines = Counter(e.line for e in events if e.line is not None)
        return lines.most_common(1)[0][0] if lines else None

    @cached_property
    def batch_line(self) -> int | None:
        """The head of the batch loop."""
        training = [i.batch for i in self.iterations if i.trains]
        return self.line_of(training or [i.batch for i in self.iterations])

    @cached_property
    def forward_line(self) -> int | None:
        """Where the model is called in training."""
        called = [e for i in self.iterations if i.trains for e in i.kind("forward")]
        return self.line_of(called or self.forwards) or self.source.call("model", "forward")

    @cached_property
    def loss_line(self) -> int | None:
        """Where the loss is computed."""
        named = ("criterion", "cross_entropy", "nll_loss", "mse_loss")
        return self.line_of(self.losses) or self.source.call(*named) or self.forward_line

    @cached_property
    def wrong_backwards(self) -> list[Event]:
        """The last backward before each step with a wrong gradient, or all where none is wrong."""
        found: list[Event] = []
        last: Event | None = None
        for event in self.trace.events:
            if event.kind in BACKWARD:
                last = event
            elif event.kind == "step" and event.target is not None and last is not None:
                found += [] if self.is_right(event) else [last]
        return found or self.backwards

    @cached_property
    def backward_line(self) -> int | None:
        """Where the gradients that are not right are computed."""
        return self.line_of(self.wrong_backwards)

    @cached_property
    def loss_origin(self) -> int | None:
        """Where the tensor that goes backward was last computed."""
        return self.source.origin(self.backward_line) or self.loss_line
