"""A notebook's loop: the last cell that defines `train`, with what it needs of the others.

Magics and shell lines are left out, and so is what tries the loop out.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.classroom.needed import (
    LOOP,
    Statement,
    joined,
    parsed,
    statements_of,
    with_needed,
)
from grader.classroom.tree import Refused
from grader.exercise import MAX_SOURCE

# How much of a notebook is read: most of it is pictures. A list takes a hundred times its bytes.
MOST_NOTEBOOK, MOST_VALUES = 10 << 20, 200_000
HINT = "Ask for it again, saved by Jupyter, or as a .py file."
# Cell magics below which there is Python all the same.
OF_PYTHON = frozenset(
    [
        "capture",
        "debug",
        "grade",
        "memit",
        "mprun",
        "prun",
        "python",
        "python3",
        "time",
        "timeit",
        "writefile",
    ]
)
# The project's own, with the exercise behind it; another magic may stand above it.
MARK = re.compile(r"(?:\s*%%(?!grade\b)[^\n]*\n)*\s*%%grade[ \t]+([\w-]{1,40})")
CELL_MAGIC = re.compile(r"\s*%%(\w+)")
# Lines that are IPython's: magics, shell commands, questions, and values that these give.
MAGIC = re.compile(r"([ \t]*+)(?:[%!?]|[^=\n]++=[ \t]*[%!]|[^\n]*\?[ \t]*$)")
# So many are looked for one by one.
MOST_MAGICS = 10
DEFINES = re.compile(r"^(?:async[ \t]+)?def[ \t]+train\b", re.MULTILINE)
CODING = re.compile(r"^([ \t\f]*#.*?coding)(?=[:=])", re.MULTILINE)


@dataclass(frozen=True)
class Loop:
    """The text of a loop, and the number of the cell it stands in; 0 where it stands in none."""

    source: bytes
    cell: int = 0


@dataclass(frozen=True)
class _Cell:
    """A code cell: its place among all cells, its Python, and its statements where it parses.

    `mark` is what stands behind its `%%grade`, "" without one.
    """

    number: int
    text: str
    statements: Sequence[Statement] | None
    mark: str = ""

    @property
    def defines(self) -> bool:
        """Whether it defines `train` at top level."""
        if self.statements is None:
            return DEFINES.search(self.text) is not None
        return any(s.defines and LOOP in s.names.bound for s in self.statements)


def loop_in(content: bytes, shown: str, is_meant: Callable[[str], bool] = lambda _: False) -> Loop:
    """The loop of a notebook, or what there is where no cell defines `train`.

    Cells below `%%grade exercise-01` count where `is_meant("exercise-01")`, and then before others.
    Raises Refused where it is no notebook.
    """
    texts = list(_code(content, shown))
    if sum(len(text) for _, text in texts) > MAX_SOURCE:  # which is not even run
        return Loop(_bytes("\n".join(text for _, text in texts)))
    cells = [_cell(number, text) for number, text in texts]
    main = _main([cell for cell in cells if cell.defines], is_meant)
    if main is None:
        return Loop(_bytes("\n".join(map(_what_there_is, cells))))
    if main.statements is None:
        return Loop(_bytes(main.text), main.number)
    others = [s for cell in cells if cell is not main for s in cell.statements or ()]
    return Loop(_bytes(with_needed(main.text, main.statements, others)), main.number)


def marks_in(content: bytes, shown: str) -> list[str]:
    """What stands behind the `%%grade` of cells; Refused where it is no notebook."""
    marks = (_mark(text) for _, text in _code(content, shown))
    return [mark for mark in marks if mark]


def _main(cells: Sequence[_Cell], is_meant: Callable[[str], bool]) -> _Cell | None:
    """The last of the cells that define `train`, for the exercise that is meant."""
    marked = [cell for cell in cells if cell.mark and is_meant(cell.mark)]
    plain = [cell for cell in cells if not cell.mark]
    return next(iter([*reversed(marked), *reversed(plain)]), None)


def _what_there_is(cell: _Cell) -> str:
    if cell.statements is None:
        return cell.text
    return joined([s for s in cell.statements if s.is_kept])


def _bytes(text: str) -> bytes:
    """The text in UTF-8, whatever a comment in its first lines says of its encoding."""
    lines = text[: MAX_SOURCE + 1].split("\n", 2)
    lines[:2] = [CODING.sub(r"\1 ", line) for line in lines[:2]]
    return "\n".join(lines).encode("utf-8", "replace")


# ---------------------------------------------------------------------- the document


def _code(content: bytes, shown: str) -> Iterator[tuple[int, str]]:
    """The text of each code cell, with its place among all cells, from 1."""
    if len(content) > MOST_NOTEBOOK:
        most = f"{MOST_NOTEBOOK >> 20} MB"
        raise Refused(f'"{shown}" has more than {most}.', "Ask for it again without its output.")
    if content.count(b"{") + content.count(b"[") > MOST_VALUES:
        raise Refused(
            f'"{shown}" has more than {MOST_VALUES} lists.', "Ask for it again without its output."
        )
    for number, cell in enumerate(_cells(_document(content, shown), shown), 1):
        if not isinstance(cell, dict):
            raise _no_notebook(shown, f"cell {number} is none")
        if cell.get("cell_type") != "code":
            continue
        text = cell.get("source", cell.get("input", ""))
        if not isinstance(text, str):
            raise _no_notebook(shown, f"cell {number} has no text")
        yield number, text.replace("\r\n", "\n").replace("\r", "\n")


def _document(content: bytes, shown: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbformat.reader

        reads: Callable[[bytes], dict[str, Any]] = nbformat.reader.reads
        try:
            return dict(reads(content))
        except Exception as error:  # nbformat takes any JSON and stumbles in any way
            raise _no_notebook(shown, "Jupyter could not read it either") from error


def _cells(document: dict[str, Any], shown: str) -> list[Any]:
    """The cells; those before version 4 lie on sheets."""
    sheets = document.get("worksheets")
    found = document.get("cells")
    if isinstance(sheets, list) and found is None:
        found = [cell for sheet in sheets for cell in _on_sheet(sheet)]
    if not isinstance(found, list):
        raise _no_notebook(shown, "it has no cells")
    return found


def _on_sheet(sheet: Any) -> list[Any]:
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    return cells if isinstance(cells, list) else []


def _no_notebook(shown: str, why: str) -> Refused:
    return Refused(f'"{shown}" is no notebook: {why}.', HINT)


# ---------------------------------------------------------------------- cells


def _cell(number: int, text: str) -> _Cell:
    plain, tree = _without_magics(_below_magic(text))
    statements = None if tree is None else statements_of(number, plain, tree)
    return _Cell(number, plain, statements, _mark(text))


def _mark(text: str) -> str:
    found = MARK.match(text)
    return found[1] if found else ""


def _below_magic(text: str) -> str:
    """The Python in a cell, its lines where they are: none below a magic for something else."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        magic = CELL_MAGIC.match(line)
        if magic is None and line.strip():
            break
        if magic is not None and magic[1] not in OF_PYTHON:
            return ""
        lines[place] = ""
    return "\n".join(lines)


def _without_magics(text: str) -> tuple[str, ast.Module | None]:
    """The text without IPython's own lines, and as a program; None where it is none even then.

    A line goes only where Python stumbles over it: one that begins with `%` may belong to the
    line before.
    """
    lines = text.split("\n")
    for _ in range(MOST_MAGICS):
        tried = "\n".join(lines)
        tree, place = parsed(tried)
        if place is None:
            return tried, tree
        if place >= len(lines) or not MAGIC.match(lines[place]):
            return text, None
        lines[place] = _passed(lines[place])
    tried = "\n".join(map(_passed, lines))
    return tried, parsed(tried)[0]


def _passed(line: str) -> str:
    magic = MAGIC.match(line)
    return f"{magic[1]}pass" if magic else line
