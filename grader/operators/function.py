"""What becomes of a torch.autograd.Function that the student writes."""

from __future__ import annotations

import ast

from grader.edit import Edits
from grader.operators import operator
from grader.sites import Loop
from grader.syntax import mentions

FUNCTION = frozenset(("Function",))


def _classes(loop: Loop) -> list[ast.ClassDef]:
    """The classes that are made from torch.autograd.Function."""
    return [
        n
        for n in loop.tree.body
        if isinstance(n, ast.ClassDef) and any(mentions(b, FUNCTION) for b in n.bases)
    ]


def _returns(loop: Loop, method: str) -> list[ast.Return]:
    """The only thing that forward() or backward() returns."""
    found = [
        r
        for c in _classes(loop)
        for m in c.body
        if isinstance(m, ast.FunctionDef) and m.name == method
        for r in ast.walk(m)
        if isinstance(r, ast.Return)
    ]
    return found if len(found) == 1 else []


def _products(loop: Loop) -> list[tuple[ast.Return, ast.BinOp]]:
    """A returned product of grad_output and a derivative."""
    return [
        (r, r.value)
        for r in _returns(loop, "backward")
        if isinstance(r.value, ast.BinOp)
        and isinstance(r.value.op, ast.Mult)
        and isinstance(r.value.left, ast.Name)
    ]


def _applied(loop: Loop) -> list[ast.Assign]:
    """Where the model gets the function: `model.activation = Swish.apply`."""
    return [
        n
        for n in ast.walk(loop.tree)
        if isinstance(n, ast.Assign)
        and isinstance(n.targets[0], ast.Attribute)
        and isinstance(n.value, ast.Attribute)
        and n.value.attr == "apply"
    ]


@operator("function-unused", 2, "The model did not get the function.", at=_applied)
def function_unused(loop: Loop, assignment: ast.Assign) -> Edits:
    """A name of its own got it."""
    target = assignment.targets[0]
    assert isinstance(target, ast.Attribute)
    return [loop.here(assignment), *loop.swap(target, target.attr)]


@operator("function-missing", 1, "The function was given another name.", at=_classes)
def function_renamed(loop: Loop, class_: ast.ClassDef) -> Edits:
    """Wherever it is named, too."""
    used = [n for n in ast.walk(loop.tree) if isinstance(n, ast.Name) and n.id == class_.name]
    start = loop.text.index(class_.name, loop.offset(class_.lineno, class_.col_offset))
    edits = [edit for n in used for edit in loop.around(n, "My", "")]
    return [loop.here(class_), *edits, *loop.insert(start, "My")]


@operator(
    "function-backward-wrong",
    2,
    "The chain rule was forgotten: grad_output is not used.",
    at=_products,
)
def chain_rule_forgotten(loop: Loop, product: tuple[ast.Return, ast.BinOp]) -> Edits:
    """The derivative alone is returned."""
    return [loop.here(product[0]), *loop.swap(product[1], loop.segment(product[1].right))]


@operator("function-backward-wrong", 1, "The gradient was handed on as it came.", at=_products)
def gradient_handed_on(loop: Loop, product: tuple[ast.Return, ast.BinOp]) -> Edits:
    """As if the derivative were 1."""
    return [loop.here(product[0]), *loop.swap(product[1], loop.segment(product[1].left))]


@operator(
    "function-backward-wrong",
    2,
    "The gradient that backward() returns has the wrong sign.",
    at=lambda loop: _returns(loop, "backward"),
)
def function_negated(loop: Loop, returned: ast.Return) -> Edits | None:
    """A minus before what is returned."""
    if returned.value is None or isinstance(returned.value, ast.Tuple):
        return None
    return [loop.here(returned), *loop.around(returned.value, "-(", ")")]


@operator(
    "function-forward-wrong",
    2,
    "The forward() returns something else.",
    at=lambda loop: _returns(loop, "forward"),
)
def forward_halved(loop: Loop, returned: ast.Return) -> Edits | None:
    """Half of what it should."""
    if returned.value is None or isinstance(returned.value, ast.Tuple):
        return None
    return [loop.here(returned), *loop.around(returned.value, "0.5 * (", ")")]
