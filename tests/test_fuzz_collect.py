"""Hostile bytes handed in: archives, notebooks, metadata and names are read, or told as troubles.

Only the project's own exceptions come out, in bounded time. By default 1000 inputs are tried,
always the same; `pytest -m nightly` tries 100 times as many, anew each time.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handed_in import COURSE, LOOP, tarred, zipped
from hypothesis import strategies as st
from test_fuzz import MOST_SECONDS, NIGHTLY, Property, damaged, spoiled, try_all

from grader.classroom.collect import collect
from grader.classroom.metadata import Entry, read_entries
from grader.classroom.notebooks import loop_in
from grader.classroom.submission import Submission
from grader.classroom.tree import Refused
from grader.errors import UsageError
from grader.exercise import MAX_SOURCE

CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": LOOP}
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Hi\n", "there"]},
        {**CELL, "source": ["%matplotlib inline\n", "import torch\n", "X = 1"]},
        {**CELL, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a"]}]},
    ],
}
SHEETS = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {},
    "worksheets": [{"cells": [{"cell_type": "code", "input": [LOOP], "outputs": []}]}],
}
METADATA = b"""\
submission_1:
  :submitters: &all
  - :name: Ana
    :sid: '1'
    :email: ana@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :results: {a: [1, *all], ? b : |-
      text}
submission_2:
  :submitters: *all
"""
WORK = {
    "ana/exercise-01/train.py": LOOP,
    "ana/work.zip": zipped({"exercise-02/train.py": LOOP, "a.ipynb": json.dumps(NOTEBOOK)}),
    "Ben_7_assignsubmission_file_/exercise-1.py": LOOP,
    "submission_metadata.yml": METADATA,
}
LINES = (
    "def train(x):", "  return y", "y = 1", "%time", "!ls", "x?", "(", '"""', "\\", "\f",
    "train(y)", "from a import *", "@y", "class A: y", "if x:", "\x00", "y, z = y; z", "\ud800",
    "%%bash",
)  # fmt: skip
CELLS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
PARTS = (
    "ana", "exercise-01", "exercise-1_ana.py", "train.py", "..", "", "a_1_2_train-1.py", "x.zip",
    "A_5_assignsubmission_file_", "submission_3", "\ud800", "a\\b", "C:", ".git", "t.ipynb",
)  # fmt: skip
WAYS = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(PARTS)), min_size=1, max_size=4).map(
    "/".join
)


def an_archive(content: bytes, suffix: str) -> None:
    """Collect what may be an archive: what comes out are records that can be shown."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"class{suffix}"
        place.write_bytes(content)
        a_place(place)


def a_place(place: Path) -> None:
    """Collect what is there; records are fit to be shown, and every trouble says what to do."""
    with contextlib.suppress(UsageError):
        for each in collect(place, COURSE):
            assert each.file.isprintable()
            if isinstance(each, Submission):
                assert len(each.source) <= MAX_SOURCE + 1
                assert each.exercise in COURSE
            else:
                assert each.reason.isprintable() and each.hint
            if each.student is not None:
                assert each.student.key.isprintable() and each.student.name.isprintable()


def a_notebook(content: bytes) -> None:
    """Read what may be a notebook."""
    with contextlib.suppress(Refused):
        loop = loop_in(content, "ana.ipynb")
        assert loop.cell >= 0
        assert isinstance(loop.source, bytes)


def cells(texts: list[str]) -> None:
    """Read a notebook with any cells: where one defines train, it is named."""
    loop = loop_in(
        json.dumps({**NOTEBOOK, "cells": [{**CELL, "source": t} for t in texts]}).encode(), "a"
    )
    assert loop.cell == 0 or b"train" in loop.source


def metadata(content: bytes) -> None:
    """Read what may be Gradescope's metadata."""
    entries: dict[str, Entry] = {}
    with contextlib.suppress(Refused):
        read_entries(content, "metadata", entries)
    for entry in entries.values():
        assert entry.created_at is None or entry.created_at.tzinfo is not None
        assert all(isinstance(v, str) for s in entry.submitters for v in s.values())


def names(pairs: list[tuple[str, bytes]]) -> None:
    """Collect a zip with any names in it, then a folder with those that the disk takes."""
    an_archive(zipped([(n.encode("utf-8", "replace").decode(), c) for n, c in pairs]), ".zip")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "class").mkdir()
        for name, content in pairs:
            path = Path(folder) / "class" / name.replace("/..", "/").lstrip("/.")
            with contextlib.suppress(OSError, ValueError):
                if path.resolve().is_relative_to(folder):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
        a_place(Path(folder) / "class")


PROPERTIES = {
    "zip": Property(st.tuples(damaged(zipped(WORK)), st.just(".zip")), an_archive, 250),
    "tar": Property(st.tuples(damaged(tarred(WORK, "w")), st.just(".tar")), an_archive, 100),
    "tgz": Property(st.tuples(damaged(tarred(WORK)), st.just(".tgz")), an_archive, 100),
    "notebook": Property(
        st.tuples(
            st.one_of(spoiled(NOTEBOOK), spoiled(SHEETS), damaged(json.dumps(NOTEBOOK).encode()))
        ),
        a_notebook,
        250,
    ),
    "cells": Property(st.tuples(st.lists(CELLS, max_size=4)), cells, 150),
    "metadata": Property(st.tuples(st.one_of(damaged(METADATA), st.binary())), metadata, 150),
    "names": Property(
        st.tuples(st.lists(st.tuples(WAYS, st.just(LOOP.encode())), max_size=5)), names, 100
    ),
}


def timely(reads: Callable[..., None], parts: tuple[Any, ...]) -> None:
    """Call a reader, and see that it takes no longer than it may."""
    started = time.process_time()
    reads(*parts)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize("name", PROPERTIES)
def test_hostile_bytes_handed_in_are_read_or_told(name: str) -> None:
    """Whatever is handed in, only the project's own exceptions come out, in time."""
    inputs, reads, times = PROPERTIES[name]
    try_all(inputs, lambda parts: timely(reads, parts), times)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", PROPERTIES)
def test_hostile_bytes_handed_in_are_read_or_told_at_night(name: str) -> None:
    """The same holds for 100 times as many, others each time."""
    inputs, reads, times = PROPERTIES[name]
    for _ in range(NIGHTLY):
        try_all(inputs, lambda parts: timely(reads, parts), times, anew=True)
