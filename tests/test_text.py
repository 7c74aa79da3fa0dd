"""The report in a terminal: the place of a finding is a link where links are known."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from grader.render import text
from grader.verdict import Diagnosis, Verdict

OSC8 = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|" + OSC8.pattern)


class Screen(io.StringIO):
    """A stream that is a terminal, or none."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether this one is a terminal."""
        return self.terminal


def printed(file: str, terminal: bool = True, **environment: str) -> str:
    """The report on a failed attempt in `file`, as it is written to a screen."""
    screen = Screen(terminal)
    console = Console(
        file=screen,
        width=80,
        highlight=False,
        legacy_windows=False,
        _environ={"TERM": "xterm-256color", **environment},
    )
    found = Diagnosis("backward-missing", "Nothing goes backward", "Never called.", 2)
    text.verdict(console, Verdict("exercise-01", file, "failed", diagnosis=found), "grade")
    return screen.getvalue()


@pytest.fixture
def attempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with an awkward name, relative to the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    Path("my loop#1.py").write_text("import torch\nloss = 0\n", encoding="utf-8")
    return "my loop#1.py"


def test_the_place_links_to_the_file(attempt: str, tmp_path: Path) -> None:
    """In a terminal, FILE:LINE is a link to the whole, quoted address of the file."""
    targets = [target for target in OSC8.findall(printed(attempt)) if target]
    assert targets == [(tmp_path / attempt).as_uri()]
    assert targets[0].startswith("file:///")
    assert targets[0].endswith("/my%20loop%231.py")


def test_a_link_changes_nothing_that_is_seen(attempt: str) -> None:
    """Without its escapes, the report is the one that a pipe gets."""
    assert ESCAPES.sub("", printed(attempt)) == printed(attempt, terminal=False)


@pytest.mark.parametrize(
    ("terminal", "environment"),
    [
        pytest.param(False, {}, id="pipe"),
        pytest.param(False, {"FORCE_COLOR": "1"}, id="pipe-with-colour"),
        pytest.param(True, {"NO_COLOR": "1"}, id="no-colour"),
        pytest.param(True, {"TERM": "dumb"}, id="dumb"),
    ],
)
def test_there_are_no_links_elsewhere(
    attempt: str, terminal: bool, environment: dict[str, str]
) -> None:
    """A pipe, NO_COLOR and a dumb terminal get no link."""
    assert not OSC8.search(printed(attempt, terminal, **environment))


def test_a_name_can_end_no_link(attempt: str) -> None:
    """A file's name with escapes in it is quoted in the link and left out of the text."""
    shown = printed("a\x1b]8;;http://elsewhere\x1b\\b.py")
    targets = [target for target in OSC8.findall(shown) if target]
    assert len(targets) == 1
    assert targets[0].startswith("file:///")


def test_the_excerpt_is_of_the_text_that_was_graded(attempt: str) -> None:
    """A file that was changed meanwhile, or is none at all, shows the lines that were judged."""
    found = Diagnosis("backward-missing", "Nothing goes backward", "Never called.", 2)
    for file in (attempt, "In [3]"):
        screen = Screen(False)
        verdict = Verdict("exercise-01", file, "failed", diagnosis=found, source="a\nb = 1\n")
        text.verdict(Console(file=screen, width=80), verdict, None)
        assert ">   2 | b = 1" in screen.getvalue()
        assert "loss = 0" not in screen.getvalue()
