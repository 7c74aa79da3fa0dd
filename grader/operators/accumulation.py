"""What becomes of a window of batches that makes one update, or of one that nobody asked for."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edits
from grader.operators import operator
from grader.sites import Loop, Update, name_of


def _asked(loop: Loop) -> bool:
    """Whether one update belongs to several batches."""
    return "window" in loop.parameters


def _divisions(loop: Loop) -> list[ast.BinOp]:
    """The one place where something is divided by the window."""
    found = [
        n
        for n in ast.walk(loop.tree)
        if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div) and name_of(n.right) == "window"
    ]
    return found if len(found) == 1 and _asked(loop) else []


def _remainders(loop: Loop) -> list[ast.BinOp]:
    """Where a number is taken modulo the window."""
    return [
        n
        for n in ast.walk(loop.tree)
        if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Mod) and name_of(n.right) == "window"
    ]


def _gates(loop: Loop) -> list[ast.If]:
    """The conditions that let a step through at the end of a window."""
    steps = {s.statement for s in loop.steps()}
    return [
        n
        for n in ast.walk(loop.tree)
        if isinstance(n, ast.If) and _asked(loop) and steps & set(n.body) and not n.orelse
    ]


@operator(
    "accumulation-unasked",
    2,
    "Every second batch only makes an update, from the gradients of two.",
    at=lambda loop: [] if _asked(loop) or len(loop.models) != 1 else loop.updates(),
)
def update_for_two_batches(loop: Loop, update: Update) -> Edits | None:
    """zero_grad() and step() come under a condition that counts."""
    batches, step = loop.batches_of(update.step.call), update.step.statement
    if batches is None or step not in batches.loop.body or len(update.zeros) != 1:
        return None
    zero, target = update.zeros[0], batches.loop.target
    if zero.statement not in batches.loop.body or isinstance(batches.loop.iter, ast.Call):
        return None
    parts = loop.segment(target)
    parts = f"({parts})" if isinstance(target, ast.Tuple) and parts[0] != "(" else parts
    calls = f"{loop.segment(step)}\n    {loop.segment(zero.statement)}"
    return [
        *loop.delete(zero.statement),
        *loop.swap(target, f"number, {parts}"),
        *loop.around(batches.loop.iter, "enumerate(", ")"),
        *loop.replace(step, f"{HERE}if (number + 1) % 2 == 0:\n    {calls}"),
    ]


@operator("accumulation-unscaled", 2, "The division by the window was left out.", at=_divisions)
def window_not_divided(loop: Loop, division: ast.BinOp) -> Edits:
    """The sum of the window's gradients is used, not their mean."""
    statement = loop.statement_of(division)
    return [loop.here(statement), *loop.swap(division, loop.segment(division.left))]


@operator(
    "accumulation-discarded",
    2,
    "The gradients were emptied for each batch of a window.",
    at=_gates,
)
def window_emptied(loop: Loop, gate: ast.If) -> Edits | None:
    """The zero_grad() is the first call of the batch loop."""
    zeros = [z.statement for z in loop.zeros() if z.statement in gate.body]
    batches = loop.batches_of(gate)
    if len(zeros) != 1 or batches is None:
        return None
    return loop.move_before(zeros[0], batches.loop.body[0])


@operator("accumulation-remainder", 2, "The window was counted from 0, not from 1.", at=_remainders)
def window_counted_from_zero(loop: Loop, remainder: ast.BinOp) -> Edits | None:
    """The first window has one batch only."""
    if not isinstance(remainder.left, ast.BinOp) or not isinstance(remainder.left.op, ast.Add):
        return None
    statement = loop.statement_of(remainder)
    new = f"{loop.segment(remainder.left.left)} % window"
    return [loop.here(statement), *loop.swap(remainder, new)]


@operator("accumulation-remainder", 3, "The window was one batch longer.", at=_remainders)
def window_longer(loop: Loop, remainder: ast.BinOp) -> Edits:
    """It does not fit into the epoch, either."""
    statement = loop.statement_of(remainder)
    return [loop.here(statement), *loop.swap(remainder.right, "(window + 1)")]


@operator("accumulation-missing", 1, "The update was made for each batch.", at=_gates)
def window_ignored(loop: Loop, gate: ast.If) -> Edits:
    """The condition around the step was taken away."""
    steps = {s.statement for s in loop.steps()}
    lines = [(HERE if s in steps else "") + loop.segment(s) for s in gate.body]
    return loop.replace(gate, "\n".join(lines))
