"""A notebook's cells as attempts: the text that is graded has the line numbers that are seen."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import FunctionType, ModuleType
from typing import Any

from grader.errors import UsageError
from grader.verdict import Verdict

# Takes the place of the magic's line. IPython reads cells as UTF-8, whatever a cell's comment says.
FIRST = "# -*- coding: utf-8 -*-\n"
UNKNOWN_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
OF_THE_NOTEBOOK = ("%", "!")
# What a function's cell brings along; what else stands there was for trying it out.
KEPT = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef,
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Try, ast.If, ast.With,
)  # fmt: skip
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Cell:
    """A cell as the notebook shows it, and what of it is graded, each line at its own number."""

    name: str
    shown: str
    graded: bytes


def below_magic(name: str, line: str, body: str, raw: str) -> Cell:
    """The cell `name`, whose magic was given `line` and `body`.

    `raw` is the whole cell, where it is known: a magic may stand below empty lines, or another one.
    """
    head = raw.rstrip().removesuffix(body.rstrip())
    if not head.strip().startswith("%%") or head + body.rstrip() != raw.rstrip():
        head = f"%%grade {line}\n"
    above = "\n" * (head.count("\n") - 1)
    return Cell(name, head + body, _bytes(FIRST + above + body))


def function_of(value: Any) -> FunctionType:
    """The function that `value` is, or that it decorates; UsageError where that is none to grade.

    It must stand at the top level of its cell or file.
    """
    function = inspect.unwrap(value) if callable(value) else value
    if not isinstance(function, FunctionType):
        kind = type(function).__name__
        raise UsageError(
            f'This is a value of type "{kind}", not a function.',
            'Give the function itself, without parentheses: grader.check("exercise-01", train)',
        )
    name = function.__code__.co_qualname  # a decorator may have renamed the function itself
    if "<" in name or "." in name:
        raise UsageError(
            f'"{name}" does not stand at the top level of its cell.',
            "Define it with `def train(...)`, without an indent, and give that.",
        )
    return function


def around(function: FunctionType, name: str, raw: str) -> Cell:
    """The cell, or the file, that defines `function`, with its imports and definitions.

    `raw` is the cell as the notebook shows it, where it is known. Raises UsageError where the text
    of the function can't be had.
    """
    text = "".join(linecache.getlines(function.__code__.co_filename, function.__globals__))
    if not text.strip():
        raise UsageError(
            f'The text of "{function.__code__.co_name}" can\'t be found.',
            "Define it with `def` in a cell of its own, without another magic above it.",
        )
    above = len(raw) - len(raw.lstrip("\n"))  # IPython leaves empty lines at the beginning out
    if raw.rstrip().count("\n") - above != text.rstrip().count("\n"):
        raw, above = text, 0
    graded = _definitions(text, _of_the_grader(function.__globals__))
    called = function.__code__.co_name
    ending = f"\ntrain = {called}\n" if called != "train" else ""
    return Cell(name, raw, _bytes("\n" * above + graded + ending))


def with_hint(verdict: Verdict, known: Collection[str]) -> Verdict:
    """The verdict on a cell, with a hint on what is different in a notebook, where that shows.

    `known` are the names that the notebook has.
    """
    found = verdict.diagnosis
    if found is None:
        return verdict
    hint = ""
    if missing := UNKNOWN_NAME.search(found.message) if found.code == "raised" else None:
        hint = _elsewhere(missing[1], missing[1] in known)
    line = verdict.source.split("\n")[found.line - 1 : found.line] if found.line else []
    if found.code == "syntax-error" and "".join(line).lstrip().startswith(OF_THE_NOTEBOOK):
        hint = (
            'Lines that begin with "%" or "!" are the notebook\'s: give them a cell of their own.'
        )
    return replace(verdict, diagnosis=replace(found, hint=hint)) if hint else verdict


def _elsewhere(name: str, known: bool) -> str:
    if known:
        return (
            f'The notebook knows "{name}" from another cell, and this cell is graded on its own: '
            f'put the line that imports or defines "{name}" into it, too.'
        )
    return (
        "The cell is graded on its own: all that it uses, imports too, stands in it. "
        f'Is "{name}" defined there, and spelled alike?'
    )


def _definitions(text: str, own: Collection[str]) -> str:
    """The text with what only tries the function out made empty, and what uses names of `own`."""
    body = ast.parse(text).body
    return without(text, [s for s in body if not isinstance(s, KEPT) or _uses(s, own)])


def without(text: str, statements: Collection[ast.stmt]) -> str:
    """The text with these statements of its own made empty; all else stays where it is."""
    # Not splitlines(), which sees ends of lines where Python sees none, in a form feed say.
    lines = [line.encode("utf-8", "surrogatepass") for line in re.split(r"(?<=\n)", text)]
    for statement in statements:
        _erase(lines, statement)
    return b"".join(lines).decode("utf-8", "surrogatepass")


def _uses(statement: ast.stmt, own: Collection[str]) -> bool:
    if isinstance(statement, DEFINITIONS):
        return False
    if isinstance(statement, ast.Import):
        return any(alias.name.partition(".")[0] == "grader" for alias in statement.names)
    if isinstance(statement, ast.ImportFrom):
        return (statement.module or "").partition(".")[0] == "grader"
    return any(isinstance(node, ast.Name) and node.id in own for node in ast.walk(statement))


def _erase(lines: list[bytes], statement: ast.stmt) -> None:
    """Put a 0 in the statement's place, or an empty pair of parentheses where it has more lines."""
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    for number in range(first, last + 1):
        line = lines[number]
        start = statement.col_offset if number == first else 0
        end = statement.end_col_offset or 0 if number == last else len(line.rstrip(b"\r\n"))
        left = b"(" if number == first else b""
        right = b")" if number == last else b""
        mark = b"0" if left and right else left + right
        lines[number] = line[:start] + mark.ljust(end - start) + line[end:]


def _of_the_grader(names: Mapping[str, Any]) -> frozenset[str]:
    """The names by which a cell calls the grader, or IPython."""
    return frozenset({"get_ipython", *_from_grader(names)})


def _from_grader(names: Mapping[str, Any]) -> Iterator[str]:
    for name, value in list(names.items()):
        home = value.__name__ if isinstance(value, ModuleType) else None
        if isinstance(value, (FunctionType, type)):
            home = value.__module__
        if str(home).partition(".")[0] == "grader":
            yield name


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
