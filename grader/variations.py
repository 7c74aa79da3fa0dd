"""Other forms of the same loop, which train exactly as it does: drills are made of them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from random import Random

from grader.edit import Edits, Impossible, edited
from grader.sites import Batches, Loop, Update, name_of

Variation = Callable[[Loop, Random], Edits | None]

# What locals may be called instead.
NAMES = {
    "inputs": ("x", "features"),
    "images": ("inputs", "x"),
    "x": ("inputs", "features"),
    "labels": ("y", "targets"),
    "targets": ("y", "wanted"),
    "y": ("targets", "wanted"),
    "outputs": ("predictions", "answers"),
    "logits": ("scores", "answers"),
    "loss": ("error", "batch_loss"),
    "real": ("samples", "data"),
    "noise": ("z", "seeds"),
    "fake": ("made", "fakes"),
    "score": ("scores", "marks"),
}
HELPER = """def loss_of(model, criterion, x, y):
    return criterion(model(x), y)


"""


def varied(text: str, given: str, random: Random) -> str:
    """The loop after none, one or two variations, as chance will have it."""
    for vary in random.sample(VARIATIONS, random.randrange(3)):
        loop = Loop(text, given)
        try:
            text = edited(text, vary(loop, random) or [])
        except Impossible:
            continue
    return text


def zero_grad_elsewhere(loop: Loop, random: Random) -> Edits | None:
    """zero_grad() just before the backward, or just after the step."""
    found = _single(loop)
    if found is None or found[1].zeros[0].statement not in found[0].loop.body:
        return None
    zero, update = found[1].zeros[0].statement, found[1]
    last = random.random() < 0.5
    edits = loop.delete(zero)
    if last:
        return edits + loop.after(update.step.statement, loop.segment(zero))
    return edits + loop.before(update.backward.statement, loop.segment(zero))


def enumerated(loop: Loop, random: Random) -> Edits | None:
    """The batches are numbered, and nobody needs the number."""
    found = _single(loop)
    if found is None or isinstance(found[0].loop.iter, ast.Call):
        return None
    name = random.choice(("i", "number", "step"))
    if name in _identifiers(loop):
        return None
    head = found[0].loop
    parts = loop.segment(head.target).removeprefix("(").removesuffix(")")
    return [
        *loop.swap(head.target, f"{name}, ({parts})"),
        *loop.around(head.iter, "enumerate(", ")"),
    ]


def renamed(loop: Loop, random: Random) -> Edits | None:
    """Some locals of train() have other names."""
    if loop.train is None:
        return None
    names = [n for n in ast.walk(loop.train) if isinstance(n, ast.Name)]
    bound = {n.id for n in names if isinstance(n.ctx, ast.Store)} - set(loop.parameters)
    edits, taken = [], _identifiers(loop)
    for old in sorted(bound & NAMES.keys() - _in_strings(loop)):
        new = random.choice(NAMES[old])
        if new not in taken and random.random() < 0.7:
            taken.add(new)
            edits += [edit for n in names if n.id == old for edit in loop.swap(n, new)]
    return edits


def loss_in_a_function(loop: Loop, random: Random) -> Edits | None:
    """A function of its own computes the loss."""
    if loop.train is None or loop.models != ("model",) or "loss_of" in loop.text:
        return None
    for _, made in loop.losses():
        value = made.value
        if not isinstance(value, ast.Call) or name_of(value.func) != "criterion":
            continue
        x, edits = _forward(loop, made, value.args[0])
        if isinstance(x, ast.Call) and name_of(x.func) == "model" and len(x.args) == 1:
            parts = ", ".join(map(loop.segment, (x.args[0], value.args[1])))
            call = f"loss_of(model, criterion, {parts})"
            start, _ = loop.span(loop.train)
            return edits + loop.swap(value, call) + loop.insert(start, HELPER)
    return None


def _forward(loop: Loop, made: ast.Assign, x: ast.expr) -> tuple[ast.expr, Edits]:
    """What the criterion is asked about; taken from the line before where it has a name there."""
    before = loop.sibling(made, -1)
    named = isinstance(x, ast.Name) and _only(loop, x.id)
    if named and isinstance(before, ast.Assign) and [*map(name_of, before.targets)] == [name_of(x)]:
        return before.value, loop.delete(before)
    return x, []


VARIATIONS: Sequence[Variation] = (
    zero_grad_elsewhere,
    enumerated,
    renamed,
    loss_in_a_function,
)


def _single(loop: Loop) -> tuple[Batches, Update] | None:
    """The batch loop and the update of a loop that has one of each, and one zero_grad()."""
    loops, updates = loop.batch_loops(), loop.updates()
    if len(loops) != 1 or len(updates) != 1 or len(loop.zeros()) != 1 or not updates[0].zeros:
        return None
    inside = all(s.statement in loops[0].loop.body for s in (updates[0].backward, updates[0].step))
    return (loops[0], updates[0]) if inside else None


def _identifiers(loop: Loop) -> set[str]:
    """Every name that stands somewhere in the text."""
    plain = {n.id for n in ast.walk(loop.tree) if isinstance(n, ast.Name)}
    return plain | {n.arg for n in ast.walk(loop.tree) if isinstance(n, ast.arg)}


def _in_strings(loop: Loop) -> set[str]:
    """Names in f-strings, whose places Python 3.11 does not tell."""
    strings = [n for n in ast.walk(loop.tree) if isinstance(n, ast.JoinedStr)]
    return {n.id for s in strings for n in ast.walk(s) if isinstance(n, ast.Name)}


def _only(loop: Loop, name: str) -> bool:
    """Whether a name is bound once and used once."""
    return sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(loop.tree)) == 2
