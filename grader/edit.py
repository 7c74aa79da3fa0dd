"""Edits of a text that leave the rest of it as it is, and keep a place in it marked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from grader.syntax import FUNCTIONS, Syntax

# Stands in an edited text at the place whose line is asked for; it is no character of Python's.
HERE = "\0"


class Impossible(Exception):
    """An edit that the form of the text does not allow."""


@dataclass(frozen=True)
class Edit:
    """`new` in place of what stands from `start` to `end`, as offsets into the text."""

    start: int
    end: int
    new: str


Edits = list[Edit]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made at once; Impossible where two of them overlap.

    Those that insert at one place do so in the order in which they are given.
    """
    ordered = sorted(edits, key=lambda e: (e.start, e.end))
    if any(after.start < before.end for before, after in pairwise(ordered)):
        raise Impossible
    for edit in reversed(ordered):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def located(text: str) -> tuple[str, int | None]:
    """The text without its mark, and the line that the mark was on, from 1."""
    at = text.find(HERE)
    return text.replace(HERE, ""), None if at < 0 else text.count("\n", 0, at) + 1


@dataclass(frozen=True)
class Text(Syntax):
    """A text whose statements can be edited without touching what stands around them."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        ends = [m.end() for m in re.finditer("\n", self.text)]
        return [0, *ends, len(self.text)]

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """What each node stands in."""
        return {c: p for p in ast.walk(self.tree) for c in ast.iter_child_nodes(p)}

    @cached_property
    def blocks(self) -> dict[ast.AST, list[ast.stmt]]:
        """The list of statements that each statement belongs to."""
        found: dict[ast.AST, list[ast.stmt]] = {}
        for node in ast.walk(self.tree):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list):
                    found |= dict.fromkeys(block, block)
        return found

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """What it stands in, innermost first."""
        while (parent := self.parents.get(node)) is not None:
            yield parent
            node = parent

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds it."""
        return next(n for n in (node, *self.ancestors(node)) if isinstance(n, ast.stmt))

    def function_of(self, node: ast.AST) -> ast.AST | None:
        """The innermost function that holds it."""
        kinds = (*FUNCTIONS, ast.Lambda)
        return next((n for n in self.ancestors(node) if isinstance(n, kinds)), None)

    def loops_of(self, node: ast.AST) -> list[ast.AST]:
        """The loops around it in its function, innermost first."""
        found: list[ast.AST] = []
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, (*FUNCTIONS, ast.Lambda)):
                break
            if isinstance(ancestor, (ast.For, ast.While)):
                found.append(ancestor)
        return found

    def offset(self, line: int, column: int) -> int:
        """The offset of a place that is given as ast does, with columns in bytes."""
        start = self.starts[line - 1]
        text = self.text[start : self.starts[line]]
        return start + len(text.encode()[:column].decode())

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node begins and ends; with decorators, if there are any."""
        first = getattr(node, "decorator_list", None)
        line = first[0].lineno if first else node.lineno
        column = node.col_offset
        end = self.offset(node.end_lineno or line, node.end_col_offset or 0)
        return self.offset(line, column), end

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node; the lines after its first one are indented as if it had none."""
        start, end = self.span(node)
        text = self.text[start:end]
        return text.replace(f"\n{self.indent(self.statement_of(node))}", "\n")

    def indent(self, statement: ast.stmt) -> str:
        """The white space that the line of a statement begins with."""
        line = self.line(self.text.count("\n", 0, self.span(statement)[0]) + 1)
        return line[: len(line) - len(line.lstrip())]

    def unit(self, statement: ast.stmt) -> str:
        """By what one block is indented more than the one around it."""
        return "\t" if "\t" in self.indent(statement) else "    "

    def sibling(self, statement: ast.stmt, step: int) -> ast.stmt | None:
        """The statement so many places after it in its block."""
        block = self.blocks[statement]
        at = block.index(statement) + step
        return block[at] if 0 <= at < len(block) else None

    def _gap_before(self, statement: ast.stmt) -> tuple[int, int]:
        """What is to be replaced to make it begin a line: nothing, or a semicolon."""
        start, _ = self.span(statement)
        before = self.sibling(statement, -1)
        if before is not None and before.end_lineno == statement.lineno:
            self._gap_before(before)
            return self.span(before)[1], start
        if self.text[self.text.rfind("\n", 0, start) + 1 : start].strip():
            raise Impossible  # it stands on the line of what it belongs to: `for x in y: x.z()`
        return start, start

    def _gap_after(self, statement: ast.stmt) -> tuple[int, int]:
        """What is to be replaced to make its line end: nothing, or a semicolon."""
        end, after = self.span(statement)[1], self.sibling(statement, 1)
        if after is not None and after.lineno == statement.end_lineno:
            return end, self.span(after)[0]
        eol = self.text.find("\n", end)
        eol = len(self.text) if eol < 0 else eol
        return eol, eol

    def _lines(self, new: str, indent: str) -> str:
        return new.replace("\n", f"\n{indent}")

    def before(self, statement: ast.stmt, new: str) -> Edits:
        """Put the lines `new` before a statement."""
        start, end = self._gap_before(statement)
        indent = self.indent(statement)
        head = f"\n{indent}" if start < end else ""
        return [Edit(start, end, f"{head}{self._lines(new, indent)}\n{indent}")]

    def after(self, statement: ast.stmt, new: str) -> Edits:
        """Put the lines `new` after a statement."""
        self._gap_before(statement)
        start, end = self._gap_after(statement)
        indent = self.indent(statement)
        tail = f"\n{indent}" if start < end else ""
        return [Edit(start, end, f"\n{indent}{self._lines(new, indent)}{tail}")]

    def replace(self, statement: ast.stmt, new: str) -> Edits:
        """Put the lines `new` in place of a statement."""
        start, end = self.span(statement)
        if "\n" not in new:
            return [Edit(start, end, new)]
        indent, (first, start) = self.indent(statement), self._gap_before(statement)
        head = f"\n{indent}" if first < start else ""
        return [Edit(first, end, head + self._lines(new, indent)), *self._end_line(statement)]

    def delete(self, statement: ast.stmt) -> Edits:
        """Take a statement out, with its lines where they hold nothing else."""
        start, end = self.span(statement)
        before, after = self.sibling(statement, -1), self.sibling(statement, 1)
        if before is None and after is None:
            return [Edit(start, end, "pass")]
        if after is not None and after.lineno == statement.end_lineno:
            return [Edit(start, self.span(after)[0], "")]
        if before is not None and before.end_lineno == statement.lineno:
            return [Edit(self.span(before)[1], end, "")]
        # With the line's end before it, so that something can be put after the block's last line.
        (_, eol), end_before = self._gap_after(statement), self.text.rfind("\n", 0, start)
        return [Edit(end_before, eol, "") if end_before >= 0 else Edit(0, eol + 1, "")]

    def move_before(self, statement: ast.stmt, other: ast.stmt) -> Edits:
        """Put a statement before another one; its new place is marked."""
        return self.delete(statement) + self.before(other, HERE + self.segment(statement))

    def move_after(self, statement: ast.stmt, other: ast.stmt) -> Edits:
        """Put a statement after another one; its new place is marked."""
        return self.delete(statement) + self.after(other, HERE + self.segment(statement))

    def wrap(self, first: ast.stmt, last: ast.stmt, head: str) -> Edits:
        """Put the statements of one block from `first` to `last` under a head of their own."""
        start, end = self._gap_before(first)
        indent, unit = self.indent(first), self.unit(first)
        split = f"\n{indent}" if start < end else ""
        edits = [Edit(start, end, f"{split}{self._lines(head, indent)}\n{indent}{unit}")]
        for line in range(first.lineno + 1, (last.end_lineno or last.lineno) + 1):
            if self.line(line).strip():
                edits.append(Edit(self.starts[line - 1], self.starts[line - 1], unit))
        return edits + self._end_line(last)

    def _end_line(self, statement: ast.stmt) -> Edits:
        """Let what follows a statement on its line begin a line of its own."""
        start, end = self._gap_after(statement)
        return [Edit(start, end, f"\n{self.indent(statement)}")] if start < end else []

    def around(self, node: ast.expr, before: str, after: str) -> Edits:
        """Put text on both sides of an expression, inside of whatever parentheses it is in."""
        start, end = self.span(node)
        return [Edit(start, start, before), Edit(end, end, after)]

    def swap(self, node: ast.expr, new: str) -> Edits:
        """Put the text `new` in place of an expression."""
        return [Edit(*self.span(node), new)]

    def insert(self, place: int, new: str) -> Edits:
        """Put the text `new` at an offset."""
        return [Edit(place, place, new)]

    def here(self, node: ast.expr | ast.stmt) -> Edit:
        """The mark, at the beginning of a node."""
        start, _ = self.span(node)
        return Edit(start, start, HERE)

    def importing(self, *modules: str) -> Edits:
        """Import at the top those of the modules that are not yet there under their names."""
        body = self.tree.body
        bound = {
            alias.asname or alias.name.partition(".")[0]
            for node in body
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        lines = "\n".join(f"import {name}" for name in modules if name not in bound)
        if not lines:
            return []
        docstring = ast.get_docstring(self.tree) is not None
        imports = [n for n in body if isinstance(n, (ast.Import, ast.ImportFrom))]
        last = imports[-1] if imports else body[0]
        return self.after(last, lines) if imports or docstring else self.before(last, lines)
