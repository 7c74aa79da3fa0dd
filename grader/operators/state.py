"""What becomes of a state that is handed on from chunk to chunk."""

from __future__ import annotations

import ast

from grader.edit import Edits
from grader.operators import operator
from grader.sites import Loop, name_of
from grader.syntax import called


def _carrying(loop: Loop) -> list[tuple[ast.Assign, ast.Call]]:
    """Where the model takes a state and hands on another: `outputs, state = model(x, state)`."""
    return [
        (site.statement, site.call)
        for site in loop.model_calls()
        if isinstance(site.statement, ast.Assign)
        and site.statement.value is site.call
        and len(site.call.args) == 2
        and isinstance(site.statement.targets[0], ast.Tuple)
        and len(site.statement.targets[0].elts) == 2
    ]


def _starts(loop: Loop) -> list[ast.Assign]:
    """Where the state is begun anew, directly in a loop over the epochs."""
    return [
        n
        for n in ast.walk(loop.tree)
        if isinstance(n, ast.Assign)
        and isinstance(n.value, ast.Call)
        and called(n.value) == "start"
        and any(n in epochs.body for epochs in loop.epoch_loops())
    ]


@operator("state-not-detached", 2, "The state was handed on with its graph.", at=_carrying)
def state_not_detached(loop: Loop, carrying: tuple[ast.Assign, ast.Call]) -> Edits | None:
    """The detach() was taken away where the model takes the state."""
    statement, call = carrying
    state = call.args[1]
    if not isinstance(state, ast.Call) or called(state) != "detach":
        return None
    assert isinstance(state.func, ast.Attribute)
    return [loop.here(statement), *loop.swap(state, loop.segment(state.func.value))]


@operator("state-not-carried", 2, "The state that the model hands on was dropped.", at=_carrying)
def state_dropped(loop: Loop, carrying: tuple[ast.Assign, ast.Call]) -> Edits | None:
    """Each chunk begins with the first state."""
    statement, call = carrying
    target = statement.targets[0]
    used = {n.id for n in ast.walk(call.args[1]) if isinstance(n, ast.Name)}
    if not isinstance(target, ast.Tuple) or name_of(target.elts[1]) not in used:
        return None
    return [loop.here(statement), *loop.swap(target.elts[1], "_")]


@operator("state-not-carried", 1, "The state was begun anew for each chunk.", at=_starts)
def state_begun_for_each_chunk(loop: Loop, start: ast.Assign) -> Edits | None:
    """The line was moved into the batch loop."""
    inner = [b.loop for b in loop.batch_loops() if b.loop in loop.blocks[start]]
    return loop.move_before(start, inner[0].body[0]) if len(inner) == 1 else None


@operator("state-not-reset", 2, "The state was not begun anew for each epoch.", at=_starts)
def state_kept_over_epochs(loop: Loop, start: ast.Assign) -> Edits | None:
    """The line was moved before the loop over the epochs."""
    outer = [n for n in loop.epoch_loops() if start in n.body]
    return loop.move_before(start, outer[0]) if len(outer) == 1 else None
