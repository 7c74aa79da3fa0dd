"""docs/authoring.md, followed step by step in a course of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(console|python file=\S+)\n(.*?)^```", PAGE, re.M | re.S)


pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with the first exercise, away from the checkout."""
    for folder in ("exercises", "solutions"):
        shutil.copytree(ROOT / folder / "exercise-01", tmp_path / folder / "exercise-01")
    return tmp_path


def run(command: str, course: Path) -> str:
    """What a `grade …` of the page prints, on one long line for each of its lines."""
    assert command.startswith("grade ")
    result = subprocess.run(
        [sys.executable, "-m", "grader", *shlex.split(command)[1:]],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    assert result.returncode in (0, 1), result.stderr
    return result.stdout


def test_the_page_can_be_followed(course: Path) -> None:
    """Each file is written, each command is run, and prints the lines that are shown."""
    assert len(BLOCKS) == 9
    for kind, body in BLOCKS:
        if kind != "console":
            file = course / kind.partition("file=")[2]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            continue
        command, *shown = body.splitlines()
        printed = " ".join(run(command.removeprefix("$ "), course).split())
        for line in shown:
            assert " ".join(line.split()) in printed, (command, printed)


def test_every_key_is_told() -> None:
    """The page's table has each key that exercise.toml may have."""
    told = set(re.findall(r"`\[*([a-z_]+)", PAGE[PAGE.index("## 4.") :]))
    keys = (
        "title minutes signature seeds stub needs budget thresholds optimizers frozen carry "
        "provenance function bonus hints quiz"
    )
    assert set(keys.split()) <= told
