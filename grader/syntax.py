"""The student's source as a syntax tree: lines of whatever stands in it, found by name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Syntax:
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

    def attribute(self, name: str) -> int | None:
        """The first line where `x.name` stands."""
        return self.first(lambda n: isinstance(n, ast.Attribute) and n.attr == name)

    def definition(self, name: str) -> int | None:
        """The line of the class or function `name`."""
        return self.first(lambda n: isinstance(n, (*FUNCTIONS, ast.ClassDef)) and n.name == name)

    def subclass_of(self, base: str) -> int | None:
        """The line of the first class that is made from `base`, by whatever path."""
        return self.first(
            lambda n: (
                isinstance(n, ast.ClassDef)
                and any(mentions(b, frozenset((base,))) for b in n.bases)
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
        binding = [s.lineno for s in statements if used & set(changes(s))]
        return max((n for n in binding if line and n < line), default=None)

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

    def history(self, line: int) -> Iterator[ast.stmt]:
        """The statement at `line`, and those before it that made what it uses, nearest first."""
        statements = [
            s for s in ast.walk(self.tree) if isinstance(s, ast.stmt) and not _is_block(s)
        ]
        at = [s for s in statements if s.lineno <= line <= (s.end_lineno or s.lineno)]
        yield from at[-1:]
        needed = {n.id for s in at for n in ast.walk(s) if isinstance(n, ast.Name)}
        for statement in sorted(statements, key=lambda s: -s.lineno):
            if statement.lineno < line and needed & set(changes(statement)):
                yield statement
                value = getattr(statement, "value", None)
                if value is not None:
                    needed |= {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}


def called(node: ast.Call) -> str:
    """The bare name of what is called: `step` for `optimizer.step()`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is(node: ast.Name | ast.Attribute, names: frozenset[str]) -> bool:
    return (node.attr if isinstance(node, ast.Attribute) else node.id) in names


def _is_block(node: ast.stmt) -> bool:
    return hasattr(node, "body")


def mentions(node: ast.AST, names: frozenset[str]) -> bool:
    return any(
        (isinstance(n, ast.Attribute) and n.attr in names)
        or (isinstance(n, ast.Name) and n.id in names)
        for n in ast.walk(node)
    )


def changes(statement: ast.stmt) -> Iterator[str]:
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
