"""What of a notebook's cells is graded, and at which line numbers."""

from __future__ import annotations

import functools
import linecache
from collections.abc import Callable
from typing import Any

import pytest

from grader.cells import around, below_magic, function_of, with_hint
from grader.errors import UsageError
from grader.verdict import Diagnosis, Verdict

BODY = "import torch\n\ndef train(model):\n    pass\n"
Define = Callable[..., Any]


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Define:
    """Run a cell as IPython does, and hand over one of the names that it defines."""

    def call(text: str, name: str = "train", **known: Any) -> Any:
        monkeypatch.setitem(linecache.cache, "<cell>", (len(text), None, text.splitlines(True), ""))
        namespace = {"__name__": "__main__", **known}
        exec(compile(text, "<cell>", "exec"), namespace)
        return namespace[name]

    return call


@pytest.mark.parametrize("above", ["", "\n", "\n\n   \n", "%%time\n", "%%capture out\n\n"])
def test_lines_of_a_magic_cell_keep_their_numbers(above: str) -> None:
    """What is graded has each line where the notebook shows it, whatever stands above the magic."""
    raw = f"{above}%%grade exercise-01\n{BODY}"
    cell = below_magic("In [1]", "exercise-01", BODY, raw)
    graded = cell.graded.decode().split("\n")
    shown = raw.split("\n")
    head = above.count("\n") + 1
    assert (cell.shown, graded[head:]) == (raw, shown[head:])
    assert len(graded) == len(shown)


@pytest.mark.parametrize("raw", ["", "something else", f"x = 1\n{BODY}"])
def test_a_magic_cell_whose_text_is_not_known_has_its_magic_in_line_1(raw: str) -> None:
    """Without the whole cell, or with another one, the magic's line is written anew."""
    cell = below_magic("In [1]", "exercise-01 --bonus", BODY, raw)
    assert cell.shown == f"%%grade exercise-01 --bonus\n{BODY}"
    assert cell.graded.decode().split("\n")[1:] == BODY.split("\n")


def test_a_coding_line_changes_nothing_in_a_cell() -> None:
    """A cell is text, and is read as UTF-8 whatever its first comment says."""
    body = "# -*- coding: latin-1 -*-\nprint('é')\n"
    namespace: dict[str, Any] = {}
    cell = below_magic("In [1]", "1", body.replace("print(", "text = ("), "")
    exec(compile(cell.graded, "train.py", "exec"), namespace)
    assert namespace["text"] == "é"


def test_a_function_brings_its_cells_imports_and_definitions(define: Define) -> None:
    """Imports, helpers and values of the cell are graded with the function, at their lines."""
    text = "import math\nRATE = 0.1\n@staticmethod\ndef helper(): ...\n\ndef train(): return RATE\n"
    cell = around(define(text), "In [1]", "")
    assert cell.graded.decode() == text


def test_what_tries_a_function_out_is_left_out(define: Define) -> None:
    """Calls, loops and the grader's own check are not graded, and no line moves."""
    import grader

    text = (
        "def train(): pass\n"
        "train(); seen = 1\n"
        "for _ in range(2):\n    train()\n"
        "import grader; from math import (\n    pi)\n"
        "verdict = [\n    'é', grader and\n    1]; last = 2  # end\n"
        "def helper(): return grader\n"
    )
    graded = around(define(text, grader=grader), "In [1]", "").graded.decode()
    namespace: dict[str, Any] = {}
    exec(graded, namespace)
    assert {"train", "seen", "pi", "last", "helper"} <= set(namespace)
    assert not {"grader", "verdict"} & set(namespace)
    lines, shown = graded.split("\n"), text.split("\n")
    assert len(lines) == len(shown)
    assert all(new.strip(" 0;()") in old for new, old in zip(lines, shown, strict=True))


def test_a_function_of_another_name_is_graded_as_train(define: Define) -> None:
    """The function that was given is the one that is graded."""
    text = "def train(): return 'other'\ndef mine(): return 'mine'"
    cell = around(define(text, "mine"), "In [1]", "")
    namespace: dict[str, Any] = {}
    exec(cell.graded, namespace)
    assert namespace["train"]() == "mine"


def test_empty_lines_above_a_cell_count(define: Define) -> None:
    """IPython drops empty lines at a cell's beginning; the notebook shows them, and counts them."""
    cell = around(define(BODY), "In [1]", f"\n\n{BODY.rstrip()}")
    assert cell.graded.decode() == f"\n\n{BODY}"
    assert cell.shown == f"\n\n{BODY.rstrip()}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param(5, '"int"', id="number"),
        pytest.param(int, '"type"', id="class"),
        pytest.param(lambda: 0, "top level", id="lambda"),
        pytest.param(len, "builtin_function", id="builtin"),
    ],
)
def test_what_is_no_function_of_a_cell_is_told(value: Any, told: str) -> None:
    """Anything but a function at the top level is refused, with what to give instead."""
    with pytest.raises(UsageError, match=told) as refused:
        function_of(value)
    assert "train" in refused.value.hint


def test_a_function_without_a_text_is_told(define: Define) -> None:
    """A function whose cell is not known is refused in words."""
    train = define(BODY.replace("import torch", ""))
    linecache.cache.pop("<cell>")
    with pytest.raises(UsageError, match="can't be found"):
        around(train, "In [1]", "")


def test_a_decorated_function_is_the_one_inside(define: Define) -> None:
    """The text of a decorated function is that of its own cell, decorators and all."""
    text = "import functools\n\n@functools.wraps(print)\ndef train(): pass\n"
    inner = define(BODY.replace("import torch", ""))
    outer = functools.wraps(inner)(lambda: inner())
    assert function_of(outer) is inner
    assert around(define(text), "In [1]", "").graded.decode() == text


def failed(code: str, message: str, line: int | None = 2) -> Verdict:
    """A verdict with one diagnosis on a cell of two lines."""
    found = Diagnosis(code, "title", message, line, "the usual question")
    return Verdict("exercise-01", "In [1]", "failed", diagnosis=found, source="a\n  %timeit b\n")


def hint_of(verdict: Verdict) -> str:
    """The question that it asks."""
    assert verdict.diagnosis is not None
    return verdict.diagnosis.hint


def test_a_name_of_another_cell_is_explained() -> None:
    """Where the notebook knows a missing name, the hint says that the cell is graded on its own."""
    verdict = failed("raised", "NameError: name 'torch' is not defined")
    assert "from another cell" in hint_of(with_hint(verdict, {"torch"}))
    known_nowhere = hint_of(with_hint(verdict, {"other"}))
    assert "graded on its own" in known_nowhere
    assert '"torch"' in known_nowhere


def test_a_line_for_ipython_is_explained() -> None:
    """A magic inside of a graded cell is no Python; the hint says where it belongs."""
    assert "cell of their own" in hint_of(with_hint(failed("syntax-error", "invalid"), ()))


@pytest.mark.parametrize("code", ["raised", "syntax-error", "backward-missing"])
def test_other_hints_stay(code: str) -> None:
    """What has nothing to do with notebooks keeps its own hint."""
    verdict = failed(code, "ValueError: name 'torch' is not defined", line=1)
    assert hint_of(with_hint(verdict, {"torch"})) == "the usual question"
