"""What becomes of the calls of one iteration: zero_grad(), backward(), step()."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edits
from grader.operators import operator
from grader.sites import Loop, Site, Update, name_of


def _never(loop: Loop, site: Site) -> str | None:
    """A condition that is never true where a call stands, if there are names for one."""
    in_train = loop.train is not None and loop.train in [*loop.ancestors(site.call)]
    return "if epochs == 0:" if in_train and "epochs" in loop.parameters else None


def _under(loop: Loop, site: Site, condition: str | None) -> Edits | None:
    if condition is None or not site.whole:
        return None
    return loop.wrap(site.statement, site.statement, HERE + condition)


def _after_loop(loop: Loop, *statements: ast.stmt) -> Edits | None:
    """Move statements of a batch loop's body behind the loop, the first one marked."""
    batches, epochs = loop.batches_of(statements[0]), loop.loops_of(statements[0])[1:]
    if batches is None or not epochs or any(s not in batches.loop.body for s in statements):
        return None
    edits = [edit for s in statements for edit in loop.delete(s)]
    new = "\n".join(loop.segment(s) for s in statements)
    return edits + loop.after(batches.loop, HERE + new)


@operator(
    "backward-missing",
    1,
    "The call of backward() was taken out.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_deleted(loop: Loop, site: Site) -> Edits:
    """Nothing is left of it, or the loss where it is computed in the same line."""
    receiver = loop.receiver_text(site)
    if any(isinstance(n, ast.Call) for n in ast.walk(site.receiver)):
        return [loop.here(site.call), *loop.replace(site.statement, receiver)]
    made = loop.made(site)
    if made is not None:
        return [*loop.delete(site.statement), loop.here(made)]
    calls = loop.criterion_calls()
    return loop.delete(site.statement) + [loop.here(c.call) for c in calls if len(calls) == 1]


@operator(
    "backward-missing",
    1,
    "The parentheses of backward() were taken away.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_uncalled(loop: Loop, site: Site) -> Edits:
    """The method is named, not called."""
    return loop.without_parentheses(site)


@operator(
    "backward-missing",
    2,
    "The backward() was put under a condition that is never true.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_never(loop: Loop, site: Site) -> Edits | None:
    """The condition asks the loss for what it never is."""
    if not isinstance(site.receiver, ast.Name):
        return None
    return _under(loop, site, f"if {site.receiver.id}.isnan():")


@operator(
    "backward-once-per-epoch",
    1,
    "The backward() was moved out of the loop over the batches.",
    at=lambda loop: loop.updates(),
)
def backward_after_loop(loop: Loop, update: Update) -> Edits | None:
    """It comes after the batch loop; the step stays."""
    return _after_loop(loop, update.backward.statement)


@operator(
    "backward-once-per-epoch",
    1,
    "The backward() and the step were moved out of the loop over the batches.",
    at=lambda loop: loop.updates(),
)
def update_after_loop(loop: Loop, update: Update) -> Edits | None:
    """Both come after the batch loop, with what stands between them."""
    first, last = update.backward.statement, update.step.statement
    block = loop.blocks[first]
    if last not in block:
        return None
    return _after_loop(loop, *block[block.index(first) : block.index(last) + 1])


@operator(
    "step-missing",
    1,
    "The call of step() was taken out.",
    at=lambda loop: loop.lone_steps(),
)
def step_deleted(loop: Loop, site: Site) -> Edits:
    """The backward that it belongs after is marked, where that can be told."""
    pairs = [u.backward for u in loop.updates() if u.step == site]
    every = loop.backwards()
    after = pairs or (every if len(every) == 1 else [])
    return loop.delete(site.statement) + [loop.here(s.statement) for s in after]


@operator(
    "step-missing",
    1,
    "The parentheses of step() were taken away.",
    at=lambda loop: loop.lone_steps(),
)
def step_uncalled(loop: Loop, site: Site) -> Edits:
    """The method is named, not called."""
    return loop.without_parentheses(site)


@operator(
    "step-missing",
    2,
    "The step() was put under a condition that is never true.",
    at=lambda loop: loop.lone_steps(),
)
def step_never(loop: Loop, site: Site) -> Edits | None:
    """The condition asks for a training without epochs."""
    return _under(loop, site, _never(loop, site))


@operator(
    "step-once-per-epoch",
    1,
    "The step() was moved out of the loop over the batches.",
    at=lambda loop: loop.updates(),
)
def step_after_loop(loop: Loop, update: Update) -> Edits | None:
    """It comes after the batch loop, where zero_grad() has not emptied what it needs."""
    step = update.step.statement
    block = loop.blocks[step]
    if any(z.statement in block[block.index(step) :] for z in update.zeros):
        return None
    return _after_loop(loop, step)


@operator(
    "step-before-backward",
    1,
    "The step() and the backward() were exchanged.",
    at=lambda loop: loop.updates(),
)
def step_before_backward(loop: Loop, update: Update) -> Edits | None:
    """The step comes directly before the backward of its batch."""
    step, backward = update.step.statement, update.backward.statement
    if step not in loop.blocks[backward]:
        return None
    return loop.move_before(step, backward)


@operator(
    "step-before-backward",
    2,
    "The step() was moved to the beginning of the iteration.",
    at=lambda loop: loop.updates(),
)
def step_first(loop: Loop, update: Update) -> Edits | None:
    """The step is the first thing in the batch loop."""
    step, batches = update.step.statement, loop.batches_of(update.step.call)
    if batches is None or step not in batches.loop.body:
        return None
    return loop.move_before(step, batches.loop.body[0])


@operator(
    "double-step",
    1,
    "The step() was doubled.",
    at=lambda loop: [s for s in loop.steps() if s.whole],
)
def step_twice(loop: Loop, site: Site) -> Edits:
    """The same line comes twice; the second one is too much."""
    return loop.after(site.statement, HERE + loop.segment(site.statement))


@operator(
    "double-backward",
    1,
    "The backward() was doubled.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_twice(loop: Loop, site: Site) -> Edits | None:
    """The second one finds a graph that the first has freed."""
    if any(isinstance(n, ast.Call) for n in ast.walk(site.receiver)):
        return None
    return loop.after(site.statement, HERE + loop.segment(site.statement))


@operator(
    "double-backward",
    2,
    "The backward() was doubled, with the graph retained.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_twice_retained(loop: Loop, site: Site) -> Edits | None:
    """The second one adds the same gradient once more."""
    if any(isinstance(n, ast.Call) for n in ast.walk(site.receiver)):
        return None
    receiver = loop.receiver_text(site)
    new = f"{receiver}.backward(retain_graph=True)\n{HERE}{receiver}.backward()"
    return loop.replace(site.statement, new)


@operator(
    "zero-grad-missing",
    1,
    "The call of zero_grad() was taken out.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_deleted(loop: Loop, site: Site) -> Edits:
    """The head of the batch loop is to blame."""
    return loop.delete(site.statement) + loop.batch_head()


@operator(
    "zero-grad-missing",
    1,
    "The parentheses of zero_grad() were taken away.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_uncalled(loop: Loop, site: Site) -> Edits:
    """The method is named, not called."""
    return loop.without_parentheses(site)


@operator(
    "zero-grad-missing",
    2,
    "The zero_grad() was put under a condition that is never true.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_never(loop: Loop, site: Site) -> Edits | None:
    """The condition asks for a training without epochs."""
    return _under(loop, site, _never(loop, site))


@operator(
    "zero-grad-missing",
    2,
    "The zero_grad() was called on the criterion.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_of_criterion(loop: Loop, site: Site) -> Edits | None:
    """The criterion has no parameters to empty."""
    names = sorted({name_of(c.call.func) for c in loop.criterion_calls()} & set(loop.parameters))
    in_train = loop.train is not None and loop.train in [*loop.ancestors(site.call)]
    if not names or not in_train:
        return None
    return [loop.here(site.call), *loop.swap(site.receiver, names[0])]


@operator(
    "zero-grad-missing",
    1,
    "The zero_grad() was moved out of the loop over the batches.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_before_loop(loop: Loop, site: Site) -> Edits | None:
    """It empties once in each epoch."""
    batches = loop.batches_of(site.call)
    if batches is None or site.statement not in batches.loop.body:
        return None
    return loop.move_before(site.statement, batches.loop)


@operator(
    "zero-grad-missing",
    2,
    "The zero_grad() was moved behind the loop over the batches.",
    at=lambda loop: loop.zeros(),
)
def zero_grad_after_loop(loop: Loop, site: Site) -> Edits | None:
    """It empties once in each epoch."""
    return _after_loop(loop, site.statement) if loop.loops_of(site.call) else None


@operator(
    "zero-grad-after-backward",
    1,
    "The zero_grad() was moved between backward() and step().",
    at=lambda loop: loop.updates(),
)
def zero_grad_after_backward(loop: Loop, update: Update) -> Edits | None:
    """What backward has written is emptied before the step."""
    backward, step = update.backward.statement, update.step.statement
    for zero in update.zeros:
        if zero.statement in loop.blocks[step] and zero.place > update.step.place:
            return loop.move_before(zero.statement, step)
        if zero.statement in loop.blocks[backward] and zero.place < update.backward.place:
            return loop.move_after(zero.statement, backward)
    return None
