"""Notebooks that students hand in: the loop is found, with what it needs and nothing else."""

from __future__ import annotations

import ast
import json
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
from handed_in import LOOP, collected, written

from grader.classroom.notebooks import MOST_NOTEBOOK, loop_in
from grader.exercise import MAX_SOURCE
from grader.pipeline import unfit

TRAIN = "def train(model, loader):\n    return helper(LIMIT)\n"


def notebook(*cells: Any, **more: Any) -> bytes:
    """A notebook of format 4 with these code cells; those that are no text come as they are."""
    made = [
        {"cell_type": "code", "source": c, "metadata": {}, "outputs": [], "execution_count": 1}
        if isinstance(c, str)
        else c
        for c in cells
    ]
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made, **more}
    ).encode()


def source(*cells: Any) -> str:
    """What is graded of a notebook with these cells."""
    return loop_in(notebook(*cells), "ana.ipynb").source.decode()


def run(text: str) -> dict[str, Any]:
    """The names that a text defines."""
    names: dict[str, Any] = {}
    exec(compile(text, "cell", "exec"), names)
    return names


def test_the_last_cell_that_defines_train_is_graded_and_named(tmp_path: Path) -> None:
    """Students try things out above: the last definition is meant, and the report says where."""
    cells = ({"cell_type": "markdown", "source": "# Hi", "metadata": {}}, LOOP, LOOP + "# 2", "1")
    place = written({"ana/exercise-01.ipynb": notebook(*cells)}, "zip", tmp_path)
    (found,), troubles = collected(place)
    assert troubles == []
    assert found.file == "class.zip/ana/exercise-01.ipynb, cell 3"
    assert found.source.decode() == LOOP + "# 2"


def test_lines_keep_the_numbers_that_the_student_sees() -> None:
    """Line 3 of the cell is line 3 of what is graded, whatever is left out or comes along."""
    cell = f"%%time\n# mine\n{TRAIN}losses = train(1, 2)\nprint(losses)\n"
    found = source("import os\nLIMIT = 3", cell, "def helper(x):\n    return x")
    assert found.split("\n")[2:4] == TRAIN.split("\n")[:2]
    assert run(found)["train"](1, 2) == 3


KEPT: dict[str, tuple[list[str], list[str], list[str]]] = {
    "imports": (["import os as helper\nimport math as LIMIT", TRAIN], ["import os"], []),
    "in-turn": (
        ["B = 2\nUNUSED = 1", "LIMIT = B + 1", "def helper(x):\n    return x", TRAIN],
        ["B = 2", "LIMIT = B + 1", "def helper"],
        ["UNUSED"],
    ),
    "calls-that-try-it-out": (
        ["model = make()\nLIMIT = 1", f"{TRAIN}history = train(model, [])\ntrain(model, 2)"],
        ["LIMIT = 1"],
        ["make", "history", "train(model, 2)"],
    ),
    "a-parameter-needs-nothing": (
        ["model = download()\nloader = None", "def train(model, loader):\n    return model"],
        [],
        ["download", "loader = None"],
    ),
    "what-the-cell-itself-tries": (
        ["data = download()\nscale = 2\ndef train(x):\n    return x * scale\nplot(data)"],
        ["scale = 2"],
        ["download", "plot"],
    ),
    "defined-below": ([TRAIN, "LIMIT = 1\ndef helper(x):\n    return x"], ["def helper"], []),
    "decorators-come-first": (
        ["import functools", "@functools.cache\ndef train(x):\n    return x"],
        ["import functools\n\n# the cell itself\n@functools"],
        [],
    ),
    "stars": (["from math import *", "def train(x):\n    return sqrt(x)"], ["import *"], []),
    "one-line": (["a = 1; LIMIT = 2; b = 3", TRAIN], ["LIMIT = 2"], ["a = 1", "b = 3"]),
    "an-older-train": (["def train(x):\n    return old", LOOP], [], ["old"]),
}


@pytest.mark.parametrize(("cells", "there", "gone"), KEPT.values(), ids=KEPT)
def test_what_train_needs_comes_along(cells: list[str], there: list[str], gone: list[str]) -> None:
    """Imports, definitions and constants that it uses come from other cells, and nothing else."""
    found = source(*cells)
    ast.parse(found)
    assert [text for text in there if text not in found] == []
    assert [text for text in gone if text in found] == []


MAGICS = {
    "a-line-magic": f"%matplotlib inline\n{LOOP}",
    "a-shell-line": f"!pip install 'torch[cpu]'\n{LOOP}",
    "within": "def train(x):\n    !nvidia-smi\n",
    "a-value": f"files = !ls\nt = %timeit -o 1\n{LOOP}",
    "a-question": f"train?\n{LOOP}",
    "a-cell-magic": f"%%capture out\n{LOOP}",
    "two-cell-magics": f"\n%%time\n%%grade exercise-01\n{LOOP}",
    "very-many": "%pylab\n" * 300 + LOOP,
}


@pytest.mark.parametrize("cell", MAGICS.values(), ids=MAGICS)
def test_magics_are_left_out(cell: str) -> None:
    """Lines that are the notebook's own are no syntax errors."""
    assert callable(run(source(cell))["train"])


def test_a_remainder_is_no_magic() -> None:
    """A line that begins with `%` belongs to the line before, where Python reads it so."""
    cell = "%matplotlib inline\ndef train(x):\n    return (x\n% 3)\n"
    assert run(source(cell))["train"](5) == 2


def test_cells_of_other_languages_are_left_out() -> None:
    """What stands below `%%bash` is no Python, whatever it defines."""
    assert source(LOOP, "%%bash\ndef train(x): no") == LOOP


def test_a_syntax_error_is_the_verdicts_to_tell() -> None:
    """A cell with a mistake in its syntax is graded as it is."""
    broken = "def train(model:\n    pass"
    assert source(broken, "import os") == broken


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((), "", id="no-cells"),
        pytest.param(("def trian(x):\n    pass", "trian(1)"), "def trian(x):", id="misspelt"),
        pytest.param(("if x\n",), "if x", id="no-python"),
    ],
)
def test_without_train_there_is_what_there_is(cells: tuple[str, ...], expected: str) -> None:
    """A notebook that defines no train is graded all the same, to be told so."""
    loop = loop_in(notebook(*cells), "ana.ipynb")
    assert expected in loop.source.decode()
    assert loop.cell == 0


def test_older_notebooks_are_read() -> None:
    """Format 3 keeps its cells on sheets, and lines in lists."""
    cell = {"cell_type": "code", "input": LOOP.splitlines(True), "outputs": [], "language": "x"}
    sheets = [{"cells": [{"cell_type": "heading", "source": "Hi"}, cell]}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": sheets}
    loop = loop_in(json.dumps(old).encode(), "ana.ipynb")
    assert (loop.source.decode(), loop.cell) == (LOOP, 2)


CODE = {"cell_type": "code", "source": LOOP, "metadata": {}, "outputs": []}
NONE = {
    "empty": b"",
    "no-json": b"{",
    "a-list": b"[]",
    "a-number": b"1",
    "bad-bytes": b"\xff\xfe\xfd",
    "deep": b'{"nbformat":4,"cells":' + b"[" * 100_000,
    "deep-and-closed": b'{"nbformat":4,"cells":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "huge": b" " * (MOST_NOTEBOOK + 1),
    "very-many-lists": b'{"nbformat":4,"metadata":{},"cells":[],"x":[' + b"{}," * 200_000 + b"1]}",
    "no-cells": b'{"nbformat": 4}',
    "cells-of-no-list": notebook(cells={"a": 1}),
    "a-cell-that-is-none": notebook(LOOP, 3),
    "a-source-that-is-none": notebook({**CODE, "source": {"a": 1}}),
    "lines-that-are-none": notebook({**CODE, "source": [1, None]}),
    "outputs-that-are-none": notebook({**CODE, "outputs": 5}),
    "a-version-that-is-none": notebook(LOOP, nbformat=[]),
    "a-version-to-come": notebook(LOOP, nbformat=99),
    "sheets-that-are-none": b'{"nbformat": 3, "worksheets": [1, {"cells": 2}]}',
    "a-long-number": b'{"nbformat": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_what_is_no_notebook_is_a_trouble(content: bytes, tmp_path: Path) -> None:
    """It is told with the student and what to do, and costs nobody else anything."""
    tree = {"ana/exercise-01.ipynb": content, "ben/exercise-01.ipynb": notebook(LOOP)}
    (found,), (trouble,) = collected(written(tree, "folder", tmp_path))
    assert found.student.key == "ben"
    assert trouble.student is not None and trouble.student.key == "ana"
    assert trouble.exercise == "exercise-01"
    assert '"class/ana/exercise-01.ipynb"' in trouble.reason and "Ask for it" in trouble.hint


def test_warnings_stay_inside() -> None:
    """Neither nbformat nor a student's text makes Python warn."""
    cell = {**CODE, "source": "def train(x):\n    return '\\d', x is 1", "id": "a"}
    twice = [cell, cell]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "def train" in source(*twice)


def test_a_huge_notebook_is_too_large_to_be_graded() -> None:
    """As much as is judged is kept, and one byte more, so that the verdict can tell."""
    finding = unfit(loop_in(notebook(LOOP, "x = 1\n" * 60_000), "ana.ipynb").source)
    assert finding is not None and finding.code == "too-large"
    assert MAX_SOURCE < 6 * 60_000


def test_text_of_any_kind_is_utf8() -> None:
    """Half characters and comments on encodings do no harm."""
    text = f"# -*- coding: latin-1 -*-\nx = '\ud800é'\n{LOOP}"
    assert unfit(loop_in(notebook(text), "ana.ipynb").source) is None


def test_a_notebook_may_hold_several_exercises(tmp_path: Path) -> None:
    """Where cells say with `%%grade` which exercise they are for, each is an attempt at its own."""
    cells = [
        "import os\nNAME = 1",
        f"%%grade exercise-01\n{LOOP}# first",
        f"%%time\n%%grade 2 --film\n{LOOP}# second",
        f"%%grade exercise-01\n{LOOP}# third",
        f"{LOOP}# trying",
        f"%%grade exercise-99\n{LOOP}# no",
    ]
    place = written({"ana/loops.ipynb": notebook(*cells)}, "folder", tmp_path)
    found, troubles = collected(place)
    assert troubles == []
    assert [(each.exercise, each.file.rpartition(", ")[2]) for each in found] == [
        ("exercise-01", "cell 4"),
        ("exercise-02", "cell 3"),
    ]
    assert "# third" in found[0].source.decode() and "# second" in found[1].source.decode()
    found, _ = collected(place, ("exercise-02",))
    assert [each.exercise for each in found] == ["exercise-02"]


def test_a_cell_for_another_exercise_is_not_taken(tmp_path: Path) -> None:
    """In a notebook named after one exercise, cells that say another count for nothing."""
    cells = [LOOP + "# mine", f"%%grade exercise-02\n{LOOP}# other"]
    place = written({"ana/exercise-01.ipynb": notebook(*cells)}, "folder", tmp_path)
    (found,), _ = collected(place)
    assert found.file.endswith("cell 1") and "# mine" in found.source.decode()


SLOW = {
    "statements-on-a-line": ["f();" * 60_000],
    "assignments-on-a-line": [TRAIN, "a=a;" * 40_000],
    "spaces": [" " * 200_000 + "x y"],
    "magics": [TRAIN + "%x\n" * 60_000 + "(("],
    "a-chain": ["def train():\n    a1\n", *[f"a{n} = a{n + 1}" for n in range(1, 1000)]],
    "cells": ["a = 1"] * 5000,
    "attributes": ["x" + ".a" * 120_000],
    "brackets": ["(" * 200_000],
}


@pytest.mark.parametrize("cells", SLOW.values(), ids=SLOW)
def test_no_notebook_takes_long(cells: list[str]) -> None:
    """Cells made to be slow to read are read in seconds, or left as they are."""
    started = time.process_time()
    loop_in(notebook(*cells), "ana.ipynb")
    assert time.process_time() - started < 5
