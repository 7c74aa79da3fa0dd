"""What of a notebook's cells `train` needs: definitions, imports and constants, by their names.

Scopes are Python's own (`symtable`): a parameter called `model` needs no `model` of the notebook.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.cells import DEFINITIONS, KEPT, without

LOOP = "train"
IMPORTS = (ast.Import, ast.ImportFrom)
# How many statements a cell has at most: what is done for each takes the time of its line.
MOST_STATEMENTS = 2000
# Whatever the parser and the compiler raise at a text that is no program.
NO_PROGRAM = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Names:
    """The names of a notebook that a text binds, uses at once, and uses at some time."""

    bound: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Statement:
    """A statement of a cell that has a number, its text, and what it binds and uses."""

    cell: int
    node: ast.stmt
    text: str
    names: Names

    @property
    def is_kept(self) -> bool:
        """Whether it can belong to a loop, rather than trying it out."""
        return isinstance(self.node, KEPT) and (self.defines or LOOP not in self.names.used)

    @property
    def defines(self) -> bool:
        """Whether it is a function or a class."""
        return isinstance(self.node, DEFINITIONS)

    @property
    def takes_all(self) -> bool:
        """Whether it is a `from ... import *`, which may bind any name."""
        return isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*"


def parsed(text: str) -> tuple[ast.Module | None, int | None]:
    """The text as a program, None where it is none, or one that nobody has written.

    And the place of the line over which Python stumbles, from 0, where there is one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except SyntaxError as error:
        return None, max(0, (error.lineno or 1) - 1)
    except NO_PROGRAM:
        return None, None
    return (tree if len(tree.body) <= MOST_STATEMENTS else None), None


def statements_of(cell: int, text: str, tree: ast.Module) -> list[Statement]:
    """The cell's statements at top level."""
    lines = [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]
    found = []
    for node in tree.body:
        own = _segment(lines, node)
        names = names_in(own) if isinstance(node, KEPT) else Names()
        found.append(Statement(cell, node, own, names))
    return found


def _segment(lines: Sequence[bytes], node: ast.stmt) -> str:
    """The statement's own text, with its decorators."""
    first, column = node.lineno, node.col_offset
    if isinstance(node, DEFINITIONS) and node.decorator_list:
        first, column = node.decorator_list[0].lineno, 0
    last = node.end_lineno or first
    own = list(lines[first - 1 : last])
    own[-1] = own[-1][: node.end_col_offset]
    own[0] = own[0][column:]
    return b"\n".join(own).decode("utf-8", "surrogatepass")


def names_in(text: str) -> Names:
    """What a text binds and uses; nothing where it is no program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(text, "cell", "exec")
    except NO_PROGRAM:
        return Names()
    symbols = table.get_symbols()
    bound = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    read = {s.get_name() for s in symbols if s.is_referenced()}
    at_once, later = set(read), set(read)
    for inner, runs in _scopes(table, True):
        outer = {s.get_name() for s in inner.get_symbols() if s.is_global()}
        later |= outer
        at_once |= outer if runs else set()
    return Names(frozenset(bound), frozenset(at_once), frozenset(later))


def _scopes(table: symtable.SymbolTable, runs: bool) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """The scopes in a scope, and whether they run when the text does: classes do."""
    waiting = [(child, runs) for child in table.get_children()]
    while waiting:
        inner, runs = waiting.pop()
        runs = runs and inner.get_type() == "class"
        yield inner, runs
        waiting.extend((child, runs) for child in inner.get_children())


def needed(roots: Collection[str], statements: Sequence[Statement]) -> list[Statement]:
    """The statements that bind what is used, and what these use in turn, in their order."""
    by_name: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for name in statement.names.bound if statement.is_kept else ():
            by_name.setdefault(name, []).append(place)
    taken = {p for p, s in enumerate(statements) if s.takes_all}
    seen, waiting = set(roots), list(roots)
    while waiting:
        for place in by_name.get(waiting.pop(), ()):
            taken.add(place)
            news = statements[place].names.used - seen
            seen |= news
            waiting.extend(news)
    return [statements[place] for place in sorted(taken)]


def with_needed(text: str, own: Sequence[Statement], others: Sequence[Statement]) -> str:
    """A cell's text with what its `train` needs of itself and of the others.

    The cell's lines keep their numbers: what it needs of others stands below it, unless the cell
    needs that at once, for a decorator say.
    """
    chosen = {id(s) for s in needed([LOOP], [*own, *others])}
    kept = [s for s in own if id(s) in chosen or s.defines or isinstance(s.node, IMPORTS)]
    of_use = set(map(id, kept))
    text = without(text, [s.node for s in own if id(s) not in of_use])
    bound = {name for s in kept for name in s.names.bound}
    roots = {name for s in kept for name in s.names.used} - bound
    more = [s for s in needed(roots, others) if not s.names.bound <= bound or s.takes_all]
    more = [s for s in more if not _is_future(s)]
    if not more:
        return text
    at_once = {name for s in kept for name in s.names.at_once} - bound - set(dir(builtins))
    early = any(at_once & s.names.bound or (at_once and s.takes_all) for s in more)
    if early and not any(map(_is_future, kept)):
        return f"{joined(more)}\n\n# the cell itself\n{text}"
    return f"{text}\n\n{joined(more)}\n"


def joined(statements: Sequence[Statement]) -> str:
    """The statements one below the other, each cell's under its number."""
    lines, cell = [], 0
    for statement in statements:
        if statement.cell != cell:
            cell = statement.cell
            lines.append(f"# from cell {cell}")
        lines.append(statement.text)
    return "\n".join(lines)


def _is_future(statement: Statement) -> bool:
    return isinstance(statement.node, ast.ImportFrom) and statement.node.module == "__future__"
