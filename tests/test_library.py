"""The library's page says what is so: its code runs, and each public attribute stands in it."""

from __future__ import annotations

import re
import shutil
from contextlib import nullcontext
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest
from conftest import COURSE, ROOT

import grader
from grader import playback, verdict
from grader.engine import Engine

PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```python (\w+)\n(.*?)^```", PAGE, re.M | re.S))
RECORDS = [
    verdict.Verdict, verdict.CheckResult, verdict.Limit, verdict.Diagnosis, verdict.Finding,
    verdict.Timeline, verdict.Call, verdict.Walkthrough, verdict.Stage, verdict.Epoch,
    verdict.Layer, verdict.Values, verdict.Frame,
    playback.Playback, playback.Moment, playback.Parameter,
]  # fmt: skip


@pytest.fixture
def run(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a block of the page in an empty folder, with the session's engine; what it defines."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")

    def call(name: str) -> dict[str, Any]:
        namespace: dict[str, Any] = {}
        for module in ("pipeline", "engine"):
            monkeypatch.setattr(f"grader.{module}.Engine", lambda: nullcontext(engine))
        exec(compile(BLOCKS[name], "docs/library.md", "exec"), namespace)
        return namespace

    return call


def test_a_run_is_plotted_in_ten_lines(run: Any, tmp_path: Path) -> None:
    """The plot shows the recorded losses and gradient norms of each parameter, and is written."""
    assert len([line for line in BLOCKS["plot"].splitlines() if line]) == 10
    names = run("plot")
    (losses,) = names["losses"].get_lines()
    assert np.array_equal(losses.get_ydata(), names["run"].losses)
    drawn = {line.get_label(): line.get_ydata() for line in names["norms"].get_lines()}
    assert list(drawn) == [parameter.name for parameter in names["run"].parameters]
    assert np.array_equal(np.stack(list(drawn.values()), axis=1), names["run"].norms)
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")
    names["plt"].close("all")


def test_many_files_are_graded_with_one_engine(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file gets a line with its verdict."""
    attempts = tmp_path / "attempts"
    attempts.mkdir()
    shutil.copy(COURSE.folder("exercise-01") / "train.py", attempts / "ada.py")
    shutil.copy(COURSE.solution("exercise-01"), attempts / "bob.py")
    run("many")
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert told == [["ada.py", "failed", "backward-missing"], ["bob.py", "passed"]]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_each_attribute_is_explained_and_typed(record: Any) -> None:
    """All fields and properties of a record stand on the page, with types and a docstring."""
    properties = [name for name, value in vars(record).items() if isinstance(value, property)]
    names = [*(field.name for field in fields(record)), *properties]
    missing = [name for name in names if not re.search(rf"`{name}[`(]", PAGE)]
    assert not missing
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}(")
    known = {**vars(verdict), **vars(playback), **vars(grader), "Playback": playback.Playback}
    assert set(get_type_hints(record, known)) >= {field.name for field in fields(record)}
    assert all(vars(record)[name].__doc__ for name in properties)


def test_the_package_lists_what_it_offers() -> None:
    """Each name that the package lists can be had."""
    for name in grader.__all__:
        assert getattr(grader, name)
