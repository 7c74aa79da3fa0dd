"""What the README says is so."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from grader.engine import Engine

sys.path.insert(0, str(ROOT / "docs"))
import pictures

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)
GRADE = re.findall(r"`(grade[^`]*)`", README)


def test_the_first_screen_sets_up_and_tests() -> None:
    """The first two commands make a venv and grade the stub, and run the tests."""
    first, second = COMMANDS[:2]
    assert first.strip().endswith("&& grade exercise-01")
    assert "venv" in first and "pip install ." in first
    assert second.strip().endswith("&& pytest")
    assert README.index("docs/pictures/verdict.svg") < README.index(first)
    assert README.index(second) < README.index("## The course")


def test_ci_runs_the_readmes_test_command() -> None:
    """What the README tells to run the tests with is what CI runs."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    test_command = COMMANDS[1].strip().partition("&& ")[2]
    assert test_command in ci


@pytest.mark.parametrize(
    "command", sorted({c for c in GRADE if not {"F", "--help"} & set(c.split())})
)
def test_its_grade_commands_are_understood(command: str) -> None:
    """Every `grade …` in the README is one that the command takes."""
    arguments = shlex.split(command)[1:]
    code = f"from grader.cli import cli; cli.make_context('grade', {arguments!r})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_example_from_python_runs(tmp_path: Path) -> None:
    """The README's lines of Python print a passed verdict."""
    code = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)[0]
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert result.stdout.startswith("passed"), result.stderr


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_the_pictures_show_what_is_printed(engine: Engine, name: str) -> None:
    """Each picture says what the command prints now; `python docs/pictures.py` draws them anew."""
    file = ROOT / "docs" / "pictures" / f"{name}.svg"
    assert f'src="{file.relative_to(ROOT).as_posix()}"' in README
    shown = file.read_text(encoding="utf-8")
    assert pictures.words(shown) == pictures.words(pictures.drawn(name, engine))
    assert not re.search(r"url\((?!#)|href=|src=", shown), "it asks for something from elsewhere"
