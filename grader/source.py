"""Where in the student's source a mistake stands: used to point at a line, never to judge."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from grader.syntax import LOOPS, Syntax, called, changes, mentions, names_in

NO_GRAD = frozenset(("no_grad", "inference_mode", "set_grad_enabled"))
CLIPPERS = (
    "clip_grad_norm_", "clip_grad_value_", "clip_grads_with_norm_", "clip_grad_norm", "clamp_",
    "clamp", "clip_",
)  # fmt: skip
CUTTING_METHODS = frozenset(("item", "detach", "detach_", "numpy", "tolist", "argmax", "round"))
CUTTING_CALLS = frozenset(("tensor", "as_tensor", "from_numpy", "float", "int", "Tensor", "array"))


@dataclass(frozen=True)
class Source(Syntax):
    """One attempt's text, with the places that misconceptions point at."""

    def freezing(self) -> int | None:
        """The first line that asks for no gradients: `x.requires_grad_(False)`, or = False, or a
        function that is named after it and gets False.
        """
        return self.first(
            lambda n: (
                (
                    isinstance(n, ast.Call)
                    and ("requires_grad" in called(n) or "freeze" in called(n).lower())
                    and any(isinstance(a, ast.Constant) and a.value is False for a in n.args)
                )
                or (
                    isinstance(n, ast.Assign)
                    and isinstance(n.value, ast.Constant)
                    and n.value.value is False
                    and mentions(n.targets[0], frozenset(("requires_grad",)))
                )
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

    def rebinding(self, line: int | None, loop: int | None) -> int | None:
        """The last other line after `loop` that binds a name that is used at `line`."""
        if line is None or loop is None:
            return None
        at, *_ = (*self.history(line), ast.Pass())
        used = names_in(at)
        binding = [
            s.lineno
            for s in self.nodes
            if isinstance(s, ast.Assign) and s.lineno > loop and used & set(changes(s))
        ]
        return max((n for n in binding if n != line), default=None)

    def update_by_hand(self) -> int | None:
        """The first line that moves a parameter along its gradient."""
        return self.first(
            lambda n: (
                isinstance(n, ast.AugAssign)
                and isinstance(n.op, (ast.Sub, ast.Add))
                and mentions(n, frozenset(("grad", "data")))
            )
        )

    def update_not_in_place(self) -> int | None:
        """The first line that binds a name, or replaces what it iterates over, by a difference
        with a gradient in it: `w = w - lr * w.grad`.
        """
        return self.first(
            lambda n: (
                isinstance(n, ast.Assign)
                and all(isinstance(target, ast.Name) for target in n.targets)
                and any(
                    isinstance(part, ast.BinOp)
                    and isinstance(part.op, (ast.Sub, ast.Add))
                    and _has_gradient(part)
                    for part in ast.walk(n.value)
                )
            )
        ) or self.first(
            lambda n: (
                isinstance(n, (ast.Expr, ast.Assign))
                and isinstance(n.value, ast.Call)
                and called(n.value) in ("sub", "add", "addcmul")
                and _has_gradient(n.value)
            )
        )

    def dropped(self, method: str) -> int | None:
        """The first line that calls `x.method()` as a statement of its own."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Call)
                and isinstance(n.value.func, ast.Attribute)
                and n.value.func.attr == method
            )
        )

    def keeping_losses(self) -> int | None:
        """The first line that puts a loss, and not its number, into a list or a total."""

        def keeps(node: ast.AST) -> bool:
            if isinstance(node, ast.Call) and called(node) in ("append", "add", "extend"):
                return any(_names_loss(a) and not _cuts(a) for a in node.args)
            if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
                return _names_loss(node.value) and not _cuts(node.value)
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp):
                return False
            bound = {name for target in node.targets for name in names_in(target)}
            return (
                bool(bound & names_in(node.value))
                and _names_loss(node.value)
                and not _cuts(node.value)
            )

        return self.first(keeps)

    def alias(self, owners: set[str], wanted: tuple[str, ...]) -> int | None:
        """The first line that binds a name which contains one of `wanted` to one of `owners`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Assign)
                and isinstance(n.value, ast.Name)
                and n.value.id in owners
                and any(
                    isinstance(t, ast.Name) and any(word in t.id.lower() for word in wanted)
                    for t in n.targets
                )
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
                        and mentions(n.func, frozenset(("data",)))
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
                    and mentions(n.func.value, frozenset(("grad",)))
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

    def negation(self, *rather: int | None) -> int | None:
        """A line that puts a minus before a value that is not a number: one of `rather`, or the
        first.
        """
        lines = [
            n.lineno
            for n in self.nodes
            if isinstance(n, ast.UnaryOp)
            and isinstance(n.op, ast.USub)
            and not isinstance(n.operand, ast.Constant)
        ]
        for line in rather:
            if line in lines:
                return line
        return min(lines, default=None) or self.call("neg", "neg_")

    def scaled_before(self, line: int | None) -> int | None:
        """The nearest line that multiplies or divides what is used at `line`."""
        before = self.history(line) if line else ()
        return next((s.lineno for s in before if any(map(_scales, ast.walk(s)))), None)

    def scaling(self) -> int | None:
        """The first line that multiplies or divides something called a loss or a gradient."""
        return self.first(_scales_loss)

    def gradient_scaling(self) -> int | None:
        """The first line that multiplies or divides a `.grad`."""
        return self.first(
            lambda n: (
                isinstance(n, (ast.BinOp, ast.AugAssign, ast.Call))
                and _scales(n)
                and any(map(_is_gradient, ast.walk(n)))
            )
        )

    def adds(self, line: int | None) -> bool:
        """Whether a sum is made at `line`."""
        return any(
            (isinstance(n, (ast.BinOp, ast.AugAssign)) and isinstance(n.op, ast.Add))
            or (isinstance(n, ast.Call) and called(n) in ("sum", "add", "stack"))
            for statement in self.history(line or 0)
            if statement.lineno == line
            for n in ast.walk(statement)
        )

    def is_alias(self, line: int | None) -> bool:
        """Whether a name is bound to another name at `line`."""
        return any(
            isinstance(n, ast.Assign) and isinstance(n.value, ast.Name) and n.lineno == line
            for n in self.nodes
        )

    def loss_call(self) -> int | None:
        """The first line that calls something with the name of a loss, as PyTorch names them."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and (
                    called(n).endswith(("_loss", "Loss"))
                    or called(n).startswith(("cross_entropy", "binary_cross_entropy"))
                )
            )
        )

    def slices(self, line: int | None) -> bool:
        """Whether something is sliced in the head of the loop at `line`."""
        return any(
            isinstance(part, ast.Slice)
            for n in self.nodes
            if isinstance(n, ast.For) and n.lineno == line
            for part in ast.walk(n.iter)
        )

    def is_partial_range(self, line: int | None) -> bool:
        """Whether the loop at `line` goes over a range that is not that of one plain name."""
        return any(
            isinstance(n, ast.For)
            and n.lineno == line
            and isinstance(n.iter, ast.Call)
            and called(n.iter) == "range"
            and not (len(n.iter.args) == 1 and isinstance(n.iter.args[0], ast.Name))
            for n in self.nodes
        )

    def scheduler_step(self) -> int | None:
        """The first line that steps something called a scheduler."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and called(n) == "step"
                and isinstance(n.func, ast.Attribute)
                and any("sched" in name.lower() for name in _words(n.func.value))
            )
        )

    def switch_for_good(self) -> int | None:
        """The first line that switches gradients off without a block: `set_grad_enabled(False)`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Call)
                and mentions(n.value.func, NO_GRAD)
            )
        )

    def written_before(self, line: int | None) -> int | None:
        """The last line before `line`, of those that make what is used there, or after them, that
        writes into a tensor: `x += y`, `x[0] = y`, `x.add_(y)`.
        """
        if line is None:
            return None
        made = {name for statement in self.history(line) for name in names_in(statement)}
        found = [
            s.lineno
            for s in self.nodes
            if isinstance(s, ast.stmt) and s.lineno < line and _writes_into(s, made)
        ]
        return max(found, default=None)

    def epoch_loop(self) -> int | None:
        """The head of the outermost loop of train()."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef) and node.name == "train":
                loops = [n for n in ast.walk(node) if isinstance(n, LOOPS)]
                return min((n.lineno for n in loops), default=None)
        return None

    def leaving_loop(self) -> int | None:
        """The first break, continue or return inside a loop."""
        found = [
            n.lineno
            for loop in self.nodes
            if isinstance(loop, LOOPS)
            for n in ast.walk(loop)
            if isinstance(n, (ast.Break, ast.Continue, ast.Return))
        ]
        return min(found, default=None) or self.call("next", "islice")

    def gradient_disabled_at(self, line: int) -> int | None:
        """The line of the `with`, decorator or switch that disables gradients at `line`."""
        around: list[int] = []
        for node in self.nodes:
            if isinstance(node, (ast.With, ast.FunctionDef)) and _holds(node, line):
                switches = (
                    [item.context_expr for item in node.items]
                    if isinstance(node, ast.With)
                    else node.decorator_list
                )
                around += [s.lineno for s in switches if mentions(s, NO_GRAD)]
        if around:
            return max(around)
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Call)
                and called(n.value) in NO_GRAD
            )
        )

    def cut_before(self, line: int, itself: bool = True) -> int | None:
        """The line of the expression that cut the graph of what is used at `line`.

        Follows the names used at `line` back through their assignments, and answers with the
        nearest one that takes a value out of the graph. Without `itself` it stands before `line`.
        """
        cuts = [s for s in self.history(line) if _cuts(s) and (itself or s.lineno != line)]
        # A number that was made a tensor again was cut where it became a number.
        numbers = [s for s in cuts if _cuts(s, methods_only=True)]
        return next((s.lineno for s in (*numbers, *cuts)), None)

    def disabled_before(self, line: int) -> int | None:
        """The line of the switch under which a value that is used at `line` was computed."""
        for statement in self.history(line):
            if _cuts(statement):
                return None
            if switch := self.gradient_disabled_at(statement.lineno):
                return switch
        return None


def _writes_into(statement: ast.stmt, names: set[str]) -> bool:
    """Whether a statement changes one of the tensors called so, in place."""
    if isinstance(statement, ast.AugAssign):
        target = statement.target
        return bool(names_in(target) & names) and not _cuts(statement.value)
    if isinstance(statement, ast.Assign):
        return any(
            isinstance(t, ast.Subscript) and names_in(t.value) & names for t in statement.targets
        )
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    name, function = called(statement.value), statement.value.func
    in_place = name.endswith("_") and not name.startswith(("_", "clip_grad", "requires_grad"))
    return (
        in_place and isinstance(function, ast.Attribute) and bool(names_in(function.value) & names)
    )


def _scales(node: ast.AST) -> bool:
    """Whether it multiplies or divides: an operator, or a method that works in place."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return isinstance(node.op, (ast.Mult, ast.Div))
    return isinstance(node, ast.Call) and called(node) in ("mul", "div", "mul_", "div_")


def _scales_loss(node: ast.AST) -> bool:
    """Whether it does so with something called a loss or a gradient."""
    if not _scales(node):
        return False
    if isinstance(node, ast.BinOp):
        return _names_loss(node.left) or _names_loss(node.right)
    return not isinstance(node, ast.AugAssign) or _names_loss(node.target)


def _is_gradient(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "grad"


def _has_gradient(node: ast.expr) -> bool:
    """Whether a gradient is read in it: `.grad`, or a name that says so."""
    return any(
        (isinstance(n, ast.Attribute) and n.attr == "grad")
        or (isinstance(n, ast.Name) and "grad" in n.id.lower())
        or (isinstance(n, ast.Name) and n.id in ("g", "dw", "db"))
        for n in ast.walk(node)
    )


def _is_empty(node: ast.expr) -> bool:
    """Whether a value stands for no gradient: None, or zeros."""
    if isinstance(node, ast.Call):
        return called(node) in ("zeros_like", "zeros")
    return isinstance(node, ast.Constant)


def _holds(node: ast.With | ast.FunctionDef, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _cuts(statement: ast.AST, methods_only: bool = False) -> bool:
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and node.attr == "data":
            return True
        if isinstance(node, ast.Call):
            name = called(node)
            method = isinstance(node.func, ast.Attribute)
            if method and name in CUTTING_METHODS:
                return True
            if name in CUTTING_CALLS and not methods_only:
                return True
    return False


def _words(node: ast.expr) -> list[str]:
    """The names and attributes that stand in an expression, however deep it is."""
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    return names + [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]


def _names_loss(node: ast.expr) -> bool:
    return any("loss" in name.lower() or name == "grad" for name in _words(node))
