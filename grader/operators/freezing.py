"""What becomes of parameters that should stay as they are."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edits
from grader.operators import operator
from grader.sites import Loop, Site


def _frozen(loop: Loop) -> list[Site]:
    """The calls of requires_grad_(False), as statements, that a whole module is frozen with."""
    return [
        s
        for s in loop.calls
        if s.whole
        and isinstance(s.call.func, ast.Attribute)
        and s.call.func.attr == "requires_grad_"
        and isinstance(s.receiver, ast.Attribute)
        and [a.value for a in s.call.args if isinstance(a, ast.Constant)] == [False]
    ]


@operator("not-frozen", 1, "The line that freezes was taken out.", at=_frozen)
def freezing_deleted(loop: Loop, site: Site) -> Edits:
    """There is no line to blame."""
    return loop.delete(site.statement)


@operator("not-frozen", 3, "An attribute of the module was set, which freezes nothing.", at=_frozen)
def freezing_as_attribute(loop: Loop, site: Site) -> Edits:
    """Modules have no requires_grad: Python makes them one."""
    new = f"{HERE}{loop.receiver_text(site)}.requires_grad = False"
    return loop.replace(site.statement, new)


@operator("not-frozen", 2, "What was frozen was thawed again.", at=_frozen)
def thawed(loop: Loop, site: Site) -> Edits:
    """On the next line."""
    return loop.after(site.statement, f"{HERE}{loop.receiver_text(site)}.requires_grad_(True)")


@operator("not-frozen", 3, "Only the first layer was frozen.", at=_frozen)
def first_layer_frozen(loop: Loop, site: Site) -> Edits:
    """The others of the module learn on."""
    return loop.replace(
        site.statement, f"{HERE}{loop.receiver_text(site)}[0].requires_grad_(False)"
    )
