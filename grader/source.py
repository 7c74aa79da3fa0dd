"""The student's source as a syntax tree: used to point at a line, never to judge."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NO_GRAD = frozenset(("no_grad", "inference_mode", "set_grad_enabled"))
CUTTING_METHODS = frozenset(("item", "detach", "detach_", "numpy", "tolist", "argmax", "round"))
CUTTING_CALLS = frozenset(("tensor", "as_tensor", "from_numpy", "float", "int", "Tensor", "array"))


@dataclass(frozen=True)
class Source:
    """One attempt's text. Where it has no syntax tree, everything is looked up in vain."""

    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, empty where the text is not Python."""
        try:
            return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError):
            return ast.Module(body=[], type_ignores=[])

    def line(self, number: int | None) -> str:
        """One line by its number from 1, empty where there is none."""
        return self.lines[number - 1] if number and number <= len(self.lines) else ""

    def first(self, wanted: Callable[[ast.AST], bool]) -> int | None:
        """The first line of a node that is `wanted`."""
        found = [n.lineno for n in ast.walk(self.tree) if wanted(n) and hasattr(n, "lineno")]
        return min(found, default=None)

    def uncalled(self, method: str) -> int | None:
        """The line where `x.method` stands as a statement of its own, without parentheses."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Attribute)
                and n.value.attr == method
            )
        )

    def call(self, *names: str) -> int | None:
        """The line of the first call of a function or method with one of these names."""
        return self.first(lambda n: isinstance(n, ast.Call) and called(n) in names)

    def assignment_to(self, *attributes: str) -> int | None:
        """The first line that assigns to `x.attribute`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Attribute)
                and isinstance(n.ctx, ast.Store)
                and n.attr in attributes
            )
        )

    def binding_of(self, name: str) -> int | None:
        """The first line that binds the plain name `name`, other than as a parameter."""
        return self.first(
            lambda n: isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id == name
        )

    def mention(self, *names: str) -> int | None:
        """The first line where one of these names or attributes stands."""
        wanted = frozenset(names)
        return self.first(lambda n: isinstance(n, (ast.Name, ast.Attribute)) and _is(n, wanted))

    def definition(self, name: str) -> int | None:
        """The line of the class or function `name`."""
        return self.first(lambda n: isinstance(n, (*FUNCTIONS, ast.ClassDef)) and n.name == name)

    def subclass_of(self, base: str) -> int | None:
        """The line of the first class that is made from `base`, by whatever path."""
        return self.first(
            lambda n: (
                isinstance(n, ast.ClassDef)
                and any(_mentions(b, frozenset((base,))) for b in n.bases)
            )
        )

    def thawing(self) -> int | None:
        """The first line that asks for gradients: `x.requires_grad_(True)`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and called(n) == "requires_grad_"
                and all(isinstance(a, ast.Constant) and a.value is True for a in n.args)
            )
        )

    def last_return(self, owner: str, method: str) -> int | None:
        """The last line in `method` of the class `owner` that returns something."""
        lines = [
            r.lineno
            for c in ast.walk(self.tree)
            if isinstance(c, ast.ClassDef) and c.name == owner
            for m in ast.walk(c)
            if isinstance(m, FUNCTIONS) and m.name == method
            for r in ast.walk(m)
            if isinstance(r, ast.Return)
        ]
        return max(lines, default=None)

    def functions(self) -> dict[str, int]:
        """Every function by name, with the line of its `def`."""
        return {n.name: n.lineno for n in ast.walk(self.tree) if isinstance(n, FUNCTIONS)}

    def origin(self, line: int | None) -> int | None:
        """The nearest line before `line` that binds a name that is used there."""
        statements = [
            s for s in ast.walk(self.tree) if isinstance(s, ast.stmt) and not _is_block(s)
        ]
        used = {
            n.id
            for s in statements
            if s.lineno == line
            for n in ast.walk(s)
            if isinstance(n, ast.Name)
        }
        binding = [s.lineno for s in statements if used & set(_changes(s))]
        return max((n for n in binding if line and n < line), default=None)

    def rebinding(self, line: int | None, loop: int | None) -> int | None:
        """The last other line after `loop` that binds a name that is used at `line`."""
        if line is None or loop is None:
            return None
        at, *_ = (*self._history(line), ast.Pass())
        used = {n.id for n in ast.walk(at) if isinstance(n, ast.Name)}
        binding = [
            s.lineno
            for s in ast.walk(self.tree)
            if isinstance(s, ast.Assign) and s.lineno > loop and used & set(_changes(s))
        ]
        return max((n for n in binding if n != line), default=None)

    def update_by_hand(self) -> int | None:
        """The first line that moves a parameter along its gradient."""
        return self.first(
            lambda n: (
                isinstance(n, ast.AugAssign)
                and isinstance(n.op, (ast.Sub, ast.Add))
                and _mentions(n, frozenset(("grad", "data")))
            )
        )

    def setting(self, *keys: str) -> int | None:
        """The first line that assigns to `x["key"]` or `x.key`, or names the key in a call."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Subscript)
                and isinstance(n.ctx, ast.Store)
                and isinstance(n.slice, ast.Constant)
                and n.slice.value in keys
            )
        ) or self.assignment_to(*keys)

    def parameter_update(self) -> int | None:
        """The first line that looks like a parameter's update by hand."""
        writers = ("sub_", "add_", "copy_", "addcmul_", "_foreach_add_", "mul_", "div_", "clamp_")
        return (
            self.update_by_hand()
            or self.first(
                lambda n: (
                    (isinstance(n, ast.Call) and called(n) in writers)
                    or (
                        isinstance(n, ast.Call)
                        and called(n).endswith("_")
                        and _mentions(n.func, frozenset(("data",)))
                    )
                    or (
                        isinstance(n, ast.Attribute)
                        and n.attr == "data"
                        and isinstance(n.ctx, ast.Store)
                    )
                )
            )
            or self.first(lambda n: isinstance(n, ast.AugAssign) and isinstance(n.op, ast.Sub))
        )

    def gradient_by_hand(self) -> int | None:
        """The first line that writes a gradient, other than emptying it."""
        return self.first(
            lambda n: (
                (isinstance(n, ast.AugAssign) and _is_gradient(n.target))
                or (
                    isinstance(n, ast.Assign)
                    and any(map(_is_gradient, n.targets))
                    and not _is_empty(n.value)
                )
                or (
                    isinstance(n, ast.Call)
                    and called(n) in ("copy_", "add_", "set_")
                    and isinstance(n.func, ast.Attribute)
                    and _mentions(n.func.value, frozenset(("grad",)))
                )
            )
        )

    def zeroing_by_hand(self) -> int | None:
        """The first line that clears `.grad` without zero_grad()."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and called(n) in ("zero_", "fill_", "zeros_like", "_foreach_zero_")
            )
        ) or self.assignment_to("grad")

    def negation(self, rather: int | None = None) -> int | None:
        """A line that puts a minus before a value that is not a number: the first, or `rather`."""
        lines = [
            n.lineno
            for n in ast.walk(self.tree)
            if isinstance(n, ast.UnaryOp)
            and isinstance(n.op, ast.USub)
            and not isinstance(n.operand, ast.Constant)
        ]
        if rather in lines:
            return rather
        return min(lines, default=None) or self.call("neg", "neg_")

    def scaling(self) -> int | None:
        """The first line that multiplies or divides something called a loss or a gradient."""

        def scales(node: ast.AST) -> bool:
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
                return _names_loss(node.left) or _names_loss(node.right)
            if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Mult, ast.Div)):
                return _names_loss(node.target)
            return isinstance(node, ast.Call) and called(node) in ("mul_", "div_")

        return self.first(scales)

    def epoch_loop(self) -> int | None:
        """The head of the outermost loop of train()."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef) and node.name == "train":
                loops = [n for n in ast.walk(node) if isinstance(n, (ast.For, ast.While))]
                return min((n.lineno for n in loops), default=None)
        return None

    def condition_around(self, line: int | None) -> int | None:
        """The head of the innermost `if` that holds `line`."""
        heads = [
            n.lineno
            for n in ast.walk(self.tree)
            if isinstance(n, ast.If) and line and n.lineno <= line <= (n.end_lineno or 0)
        ]
        return max(heads, default=None)

    def while_around(self, line: int | None) -> int | None:
        """The head of the outermost `while` that holds `line`."""
        heads = [
            n.lineno
            for n in ast.walk(self.tree)
            if isinstance(n, ast.While) and line and n.lineno <= line <= (n.end_lineno or 0)
        ]
        return min(heads, default=None)

    def leaving_loop(self) -> int | None:
        """The first break, continue or return inside a loop."""
        found = [
            n.lineno
            for loop in ast.walk(self.tree)
            if isinstance(loop, (ast.For, ast.While))
            for n in ast.walk(loop)
            if isinstance(n, (ast.Break, ast.Continue, ast.Return))
        ]
        return min(found, default=None) or self.call("next", "islice")

    def gradient_disabled_at(self, line: int) -> int | None:
        """The line of the `with`, decorator or switch that disables gradients at `line`."""
        around: list[int] = []
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.With, ast.FunctionDef)) and _holds(node, line):
                switches = (
                    [item.context_expr for item in node.items]
                    if isinstance(node, ast.With)
                    else node.decorator_list
                )
                around += [s.lineno for s in switches if _mentions(s, NO_GRAD)]
        if around:
            return max(around)
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Call)
                and called(n.value) in NO_GRAD
            )
        )

    def cut_before(self, line: int) -> int | None:
        """The line of the expression that cut the graph of what is used at `line`.

        Follows the names used at `line` back through their assignments, and answers with the
        nearest one that takes a value out of the graph.
        """
        return next((s.lineno for s in self._history(line) if _cuts(s)), None)

    def disabled_before(self, line: int) -> int | None:
        """The line of the switch under which a value that is used at `line` was computed."""
        for statement in self._history(line):
            if _cuts(statement):
                return None
            if switch := self.gradient_disabled_at(statement.lineno):
                return switch
        return None

    def _history(self, line: int) -> Iterator[ast.stmt]:
        """The statement at `line`, and those before it that made what it uses, nearest first."""
        statements = [
            s for s in ast.walk(self.tree) if isinstance(s, ast.stmt) and not _is_block(s)
        ]
        at = [s for s in statements if s.lineno <= line <= (s.end_lineno or s.lineno)]
        yield from at[-1:]
        needed = {n.id for s in at for n in ast.walk(s) if isinstance(n, ast.Name)}
        for statement in sorted(statements, key=lambda s: -s.lineno):
            if statement.lineno < line and needed & set(_changes(statement)):
                yield statement
                value = getattr(statement, "value", None)
                if value is not None:
                    needed |= {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}


def called(node: ast.Call) -> str:
    """The bare name of what is called: `step` for `optimizer.step()`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_gradient(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "grad"


def _is_empty(node: ast.expr) -> bool:
    """Whether a value stands for no gradient: None, or zeros."""
    if isinstance(node, ast.Call):
        return called(node) in ("zeros_like", "zeros")
    return isinstance(node, ast.Constant)


def _is(node: ast.Name | ast.Attribute, names: frozenset[str]) -> bool:
    return (node.attr if isinstance(node, ast.Attribute) else node.id) in names


def _holds(node: ast.With | ast.FunctionDef, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _is_block(node: ast.stmt) -> bool:
    return hasattr(node, "body")


def _mentions(node: ast.AST, names: frozenset[str]) -> bool:
    return any(
        (isinstance(n, ast.Attribute) and n.attr in names)
        or (isinstance(n, ast.Name) and n.id in names)
        for n in ast.walk(node)
    )


def _cuts(statement: ast.stmt) -> bool:
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and node.attr == "data":
            return True
        if isinstance(node, ast.Call):
            name = called(node)
            method = isinstance(node.func, ast.Attribute)
            if (method and name in CUTTING_METHODS) or name in CUTTING_CALLS:
                return True
    return False


def _changes(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, or changes by a method of theirs."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        targets = [statement.value.func]
    for target in targets:
        yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))


def _names_loss(node: ast.expr) -> bool:
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    names += [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    return any("loss" in name.lower() or name == "grad" for name in names)
