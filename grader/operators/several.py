"""What becomes of several losses, several models and several optimizers in one loop."""

from __future__ import annotations

import ast

from grader.edit import Edit, Edits
from grader.operators import operator
from grader.sites import Loop, Site, name_of
from grader.syntax import called

Sum = tuple[ast.Assign, ast.BinOp]


def _sums(loop: Loop) -> list[Sum]:
    """The losses that are sums of two terms, and go backward."""
    return [
        (made, made.value)
        for _, made in loop.losses()
        if isinstance(made.value, ast.BinOp)
        and isinstance(made.value.op, ast.Add)
        and all(isinstance(t, (ast.Call, ast.Name)) for t in (made.value.left, made.value.right))
    ]


def _others(loop: Loop) -> dict[str, str]:
    """Each of two given optimizers, and the other one."""
    names = [n for n in loop.parameters if n in loop.optimizers]
    return dict(zip(names, reversed(names), strict=True)) if len(names) == 2 else {}


def _judged(loop: Loop) -> list[tuple[Site, ast.expr]]:
    """The calls of a discriminator in training, and what it is asked about."""
    if set(loop.models) != {"generator", "discriminator"}:
        return []
    calls = [c for c in loop.model_calls() if name_of(c.call.func) == "discriminator"]
    return [(c, c.call.args[0]) for c in calls if len(c.call.args) == 1]


def _detached(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node) == "detach"


@operator("loss-term-missing", 1, "The second of two losses was left out of the sum.", at=_sums)
def second_term_dropped(loop: Loop, sum_: Sum) -> Edits:
    """What is left goes backward as before."""
    made, value = sum_
    return [loop.here(made), *loop.swap(value, loop.segment(value.left))]


@operator("loss-term-missing", 1, "The first of two losses was left out of the sum.", at=_sums)
def first_term_dropped(loop: Loop, sum_: Sum) -> Edits:
    """What is left goes backward as before."""
    made, value = sum_
    return [loop.here(made), *loop.swap(value, loop.segment(value.right))]


@operator("gradient-scaled", 3, "One of two losses was given more weight.", at=_sums)
def term_weighted(loop: Loop, sum_: Sum) -> Edits:
    """Five times the second one."""
    made, value = sum_
    return [loop.here(made), *loop.around(value.right, "5 * ", "")]


@operator(
    "wrong-optimizer-stepped",
    2,
    "The step was made by the other optimizer.",
    at=lambda loop: [s for s in loop.lone_steps() if isinstance(s.receiver, ast.Name)],
)
def other_optimizer_stepped(loop: Loop, site: Site) -> Edits | None:
    """Its own loss moves nothing."""
    other = _others(loop).get(name_of(site.receiver))
    return [loop.here(site.call), *loop.swap(site.receiver, other)] if other else None


@operator(
    "zero-grad-missing",
    3,
    "The gradients of the other optimizer were emptied.",
    at=lambda loop: [s for s in loop.zeros() if isinstance(s.receiver, ast.Name)],
)
def other_optimizer_emptied(loop: Loop, site: Site) -> Edits | None:
    """Its own gradients pile up."""
    other = _others(loop).get(name_of(site.receiver))
    return [loop.here(site.call), *loop.swap(site.receiver, other)] if other else None


@operator(
    "graph-not-cut",
    2,
    "The fakes were not detached in the discriminator's turn.",
    at=lambda loop: [(s, fake) for s, fake in _judged(loop) if _detached(fake)],
)
def fakes_not_detached(loop: Loop, judged: tuple[Site, ast.expr]) -> Edits:
    """The discriminator's loss leaves its gradient in the generator."""
    site, fake = judged
    assert isinstance(fake, ast.Call)
    assert isinstance(fake.func, ast.Attribute)
    return [loop.here(site.call), *loop.swap(fake, loop.segment(fake.func.value))]


@operator(
    "loss-detached",
    2,
    "The fakes were detached in the generator's turn, too.",
    at=lambda loop: [(s, fake) for s, fake in _judged(loop) if not _detached(fake)],
)
def fakes_detached_for_generator(loop: Loop, judged: tuple[Site, ast.expr]) -> Edits | None:
    """The generator's loss does not reach the generator."""
    site, fake = judged
    end = loop.span(fake)[1]
    if not isinstance(fake, ast.Call) or name_of(fake.func) != "generator":
        return None
    return [loop.here(site.call), Edit(end, end, ".detach()")]
