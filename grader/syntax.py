"""The student's source as a syntax tree: lines of whatever stands in it, found by name."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TypeVar

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOPS = (ast.For, ast.While)
Function = ast.FunctionDef | ast.AsyncFunctionDef
# Functions that one value is followed into: no loop has more, and each may be long.
MOST_FUNCTIONS = 50
# Statements that made a value, of which any loop has fewer: each is looked for in the whole file.
MOST_STATEMENTS = 200
N = TypeVar("N", bound=ast.stmt)


@dataclass(frozen=True)
class Syntax:
    """One attempt's text. Where it has no syntax tree, everything is looked up in vain."""

    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return lines_of(self.text)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, empty where the text is not Python."""
        try:
            return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module(body=[], type_ignores=[])

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree, outer ones first."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """All statements that hold no others."""
        return tuple(n for n in self.nodes if isinstance(n, ast.stmt) and not hasattr(n, "body"))

    def holding(self, line: int | None, *kinds: type[N]) -> list[N]:
        """The nodes of these kinds that hold `line`, outer ones first."""
        found = (n for n in self.nodes if isinstance(n, kinds))
        holding = (n for n in found if line and n.lineno <= line <= (n.end_lineno or n.lineno))
        return sorted(holding, key=lambda n: n.lineno)

    def function(self, name: str) -> Function | None:
        """The first function of that name."""
        named = (n for n in self.nodes if isinstance(n, FUNCTIONS) and n.name == name)
        return next(named, None)

    def line(self, number: int | None) -> str:
        """One line by its number from 1, empty where there is none."""
        return self.lines[number - 1] if number and number <= len(self.lines) else ""

    def first(self, wanted: Callable[[ast.AST], bool]) -> int | None:
        """The first line of a node that is `wanted`."""
        found = [n.lineno for n in self.nodes if wanted(n) and hasattr(n, "lineno")]
        return min(found, default=None)

    def uncalled(self, method: str) -> int | None:
        """The line where `x.method` stands as a statement of its own, without parentheses, or the
        name of a function that calls it.
        """
        callers = self._callers(method)
        return self.first(
            lambda n: (
                isinstance(n, ast.Expr)
                and isinstance(n.value, ast.Attribute)
                and n.value.attr == method
            )
        ) or self.first(
            lambda n: (
                isinstance(n, ast.Expr) and isinstance(n.value, ast.Name) and n.value.id in callers
            )
        )

    def _callers(self, method: str) -> set[str]:
        """The functions of the file that call a method of that name."""
        return {
            f.name
            for f in self.nodes
            if isinstance(f, FUNCTIONS)
            for n in ast.walk(f)
            if isinstance(n, ast.Call) and called(n) == method
        }

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

    def binding_like(self, part: str) -> int | None:
        """The first line that binds a plain name which contains `part`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and part in n.id.lower()
            )
        )

    def mention(self, *names: str) -> int | None:
        """The first line where one of these names or attributes stands."""
        wanted = frozenset(names)
        return self.first(lambda n: isinstance(n, (ast.Name, ast.Attribute)) and _is(n, wanted))

    def misspelt(self, method: str) -> int | None:
        """The first line that calls a method whose name is nearly `method`."""
        return self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and isinstance(n.func, ast.Attribute)
                and n.func.attr != method
                and SequenceMatcher(a=n.func.attr, b=method).ratio() > 0.85
            )
        )

    def unreached(self, method: str, ran: Set[int | None] = frozenset()) -> int | None:
        """The line that kept a call of `method` from running, where there is one on another line
        than those that `ran`: the head of the `if` around it, or the call itself.
        """
        line = self.first(
            lambda n: (
                isinstance(n, ast.Call)
                and isinstance(n.func, ast.Attribute)
                and n.func.attr == method
                and n.lineno not in ran
                and not mentions(n.func.value, frozenset(("scheduler", "sched")))
                and not self._is_idle(n)
            )
        )
        return self.condition_around(line) or line

    def yields(self) -> int | None:
        """The first line with a `yield`."""
        return self.first(lambda n: isinstance(n, (ast.Yield, ast.YieldFrom)))

    def is_empty(self, function: str) -> bool:
        """Whether a function has nothing in it but words: a docstring, `pass`, `...`."""
        found = self.function(function)
        return found is not None and all(
            isinstance(s, ast.Pass)
            or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
            for s in found.body
        )

    def use_of_inner(self, function: str) -> int | None:
        """Where `function` speaks of a function that is defined inside it, without calling it."""
        if (outer := self.function(function)) is None:
            return None
        inner = {n.name for n in ast.walk(outer) if isinstance(n, FUNCTIONS)} - {function}
        used = [n for n in ast.walk(outer) if isinstance(n, ast.Name) and n.id in inner]
        return min((n.lineno for n in used), default=None)

    def early_return(self, function: str) -> int | None:
        """The first `return` of a function that stands before its loops."""
        if (outer := self.function(function)) is None:
            return None
        nodes = sorted((n for n in _own(outer) if isinstance(n, ast.stmt)), key=_line)
        before = itertools.takewhile(lambda n: not isinstance(n, LOOPS), nodes)
        return next((n.lineno for n in before if isinstance(n, ast.Return)), None)

    def loop_between(self, outer: int | None, line: int | None) -> int | None:
        """The head of the innermost loop that holds `line` and stands inside that of `outer`."""
        inside = [n.lineno for n in self.holding(line, *LOOPS) if outer and outer < n.lineno]
        return max((head for head in inside if line and head < line), default=None)

    def iterator_outside_loops(self) -> int | None:
        """The first line that makes an iterator, `iter(x)`, outside of any loop."""
        inside = {id(n) for loop in self.nodes if isinstance(loop, LOOPS) for n in ast.walk(loop)}
        return self.first(
            lambda n: isinstance(n, ast.Call) and called(n) == "iter" and id(n) not in inside
        )

    def seen_from(self, line: int | None, other: int | None) -> int | None:
        """The line `other`, or where the function that holds `line` calls the one that holds it."""
        here, there = self._function_around(line), self._function_around(other)
        if here is None or there is None or here is there:
            return other
        calls = [
            n.lineno
            for n in ast.walk(here)
            if isinstance(n, ast.Call) and called(n) == there.name and n.lineno <= (line or 0)
        ]
        return max(calls, default=other)

    def _is_idle(self, node: ast.expr) -> bool:
        """Whether a node stands in a function that nothing in the file speaks of."""
        around = self._function_around(node.lineno)
        return around is not None and around.name != "train" and self.mention(around.name) is None

    def _returned_to(self, statement: ast.stmt, seen: set[int]) -> Iterator[ast.stmt]:
        """What the functions that a statement calls return, and what that is made of.

        Functions that were `seen` are left out, and those that are gone into are added.
        """
        for function in self._called_by(statement):
            around = function.lineno <= statement.lineno <= (function.end_lineno or 0)
            if around or id(function) in seen or len(seen) >= MOST_FUNCTIONS:
                continue
            seen.add(id(function))
            body = [n for n in _own(function) if isinstance(n, ast.stmt)]
            for answer in (n for n in body if isinstance(n, ast.Return)):
                needed = names_in(answer)
                for made in (
                    answer,
                    *(s for s in body if s is not answer and needed & {*changes(s)}),
                ):
                    yield made
                    yield from self._returned_to(made, seen)

    def _called_by(self, statement: ast.stmt) -> list[Function]:
        """The functions that a statement calls, also by calling an object of a class."""
        names = {called(n) for n in ast.walk(statement) if isinstance(n, ast.Call)}
        classes = {self._made[name] for name in names if name in self._made}
        found = [f for name in names for f in self._defined.get(name, ())]
        methods = [m for name in classes for m in self._callable.get(name, ())]
        return [*sorted(found, key=_line), *sorted(methods, key=_line)]

    @cached_property
    def _defined(self) -> dict[str, list[Function]]:
        """All functions by their names."""
        found: dict[str, list[Function]] = {}
        for node in self.nodes:
            if isinstance(node, FUNCTIONS):
                found.setdefault(node.name, []).append(node)
        return found

    @cached_property
    def _callable(self) -> dict[str, list[Function]]:
        """Classes by their names: what runs where an object of theirs is called."""
        found: dict[str, list[Function]] = {}
        for owner in self.nodes:
            if isinstance(owner, ast.ClassDef):
                methods = (m for m in owner.body if isinstance(m, FUNCTIONS))
                calls = [m for m in methods if m.name in ("__call__", "forward")]
                found.setdefault(owner.name, []).extend(calls)
        return found

    @cached_property
    def _made(self) -> dict[str, str]:
        """Names and attributes that are bound to what a call makes, with what is called."""
        return {
            target.id if isinstance(target, ast.Name) else target.attr: called(n.value)
            for n in self.nodes
            if isinstance(n, ast.Assign) and isinstance(n.value, ast.Call)
            for target in n.targets
            if isinstance(target, (ast.Name, ast.Attribute))
        }

    def _function_around(self, line: int | None) -> Function | None:
        """The innermost function that holds `line`."""
        found = [n for n in self.holding(line, ast.stmt) if isinstance(n, FUNCTIONS)]
        return found[-1] if found else None

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
            for c in self.nodes
            if isinstance(c, ast.ClassDef) and c.name == owner
            for m in ast.walk(c)
            if isinstance(m, FUNCTIONS) and m.name == method
            for r in ast.walk(m)
            if isinstance(r, ast.Return)
        ]
        return max(lines, default=None)

    def functions(self) -> dict[str, int]:
        """Every function by name, with the line of its `def`."""
        return {n.name: n.lineno for n in self.nodes if isinstance(n, FUNCTIONS)}

    def origin(self, line: int | None) -> int | None:
        """The nearest line before `line` that binds a name that is used there."""
        used = {name for s in self.statements if s.lineno == line for name in names_in(s)}
        binding = [s.lineno for s in self.statements if used & set(changes(s))]
        return max((n for n in binding if line and n < line), default=None)

    def condition_around(self, line: int | None) -> int | None:
        """The head of the innermost `if` that holds `line`."""
        return max((n.lineno for n in self.holding(line, ast.If)), default=None)

    def while_around(self, line: int | None) -> int | None:
        """The head of the outermost `while` that holds `line`."""
        return min((n.lineno for n in self.holding(line, ast.While)), default=None)

    def has_at(self, line: int | None, part: str) -> bool:
        """Whether `part` stands in the statement at `line`, which may have several lines."""
        at = [s for s in self.holding(line, ast.stmt) if not hasattr(s, "body")]
        return any(part in (ast.get_source_segment(self.text, s) or "") for s in at)

    def history(self, line: int) -> Iterator[ast.stmt]:
        """The statement at `line`, and those before it that made what it uses, nearest first.

        The nearest `MOST_STATEMENTS` only.
        """
        return itertools.islice(self._history(line), MOST_STATEMENTS)

    def _history(self, line: int) -> Iterator[ast.stmt]:
        at = [s for s in self.statements if s.lineno <= line <= (s.end_lineno or s.lineno)]
        needed = {name for s in at for name in names_in(s)}
        seen: set[int] = set()
        for statement in at[-1:]:
            yield statement
            yield from self._returned_to(statement, seen)
        for statement in sorted(self.statements, key=lambda s: -s.lineno):
            if statement.lineno < line and needed & set(changes(statement)):
                yield statement
                yield from self._returned_to(statement, seen)
                value = getattr(statement, "value", None)
                if value is not None:
                    needed |= names_in(value)


def lines_of(text: str) -> list[str]:
    """The lines of a text as Python counts them: a form feed, for one, ends none."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


def _line(node: ast.stmt) -> int:
    return node.lineno


def _own(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def called(node: ast.Call) -> str:
    """The bare name of what is called: `step` for `optimizer.step()`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is(node: ast.Name | ast.Attribute, names: frozenset[str]) -> bool:
    return (node.attr if isinstance(node, ast.Attribute) else node.id) in names


def names_in(node: ast.AST) -> set[str]:
    """The plain names that stand in a node."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


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
