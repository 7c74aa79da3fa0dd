"""`grade explain`, and the place that a finding points at within its line."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from grader.pages import codes, families, page
from grader.source import Source
from grader.spans import columns


def explain(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, without colour and 80 columns wide."""
    return subprocess.run(
        [sys.executable, "-m", "grader", "explain", *arguments],
        cwd=ROOT,
        env={**__import__("os").environ, "COLUMNS": "80", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
    )


def test_alone_it_lists_every_code() -> None:
    """Every code stands in the list, in lines that a terminal holds."""
    shown = explain()
    assert shown.returncode == 0
    listed = {line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")}
    assert set(codes()) <= listed
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())


@pytest.mark.parametrize("code", ["zero-grad-missing", " Loss-Detached "])
def test_a_page_is_shown(code: str) -> None:
    """The page of a code has its title and its examples, however the code is written."""
    shown = explain(code)
    found = page(code.strip().lower())
    assert shown.returncode == 0 and found is not None
    assert found.title in shown.stdout
    assert "Write instead" in shown.stdout and "loss.backward()" in shown.stdout


def test_a_page_is_readable_without_unicode() -> None:
    """Where the terminal has ASCII only, the page is, too."""
    shown = explain("loss-detached", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert shown.returncode == 0
    assert shown.stdout.isascii() and "?" not in shown.stdout.partition("##")[0]


def test_a_wrong_code_leads_to_the_right_one() -> None:
    """A code that there is not is wrong usage, and the nearest one is named."""
    shown = explain("zerograd-missing")
    assert shown.returncode == 2
    assert "grade explain zero-grad-missing" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_torch_is_not_imported() -> None:
    """Reading a page needs no torch."""
    code = "import sys; from grader.cli import cli; cli(['explain'], standalone_mode=False); "
    code += "sys.exit('torch' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0
    )


def test_each_code_stands_in_one_family() -> None:
    """No page is in two folders."""
    every = [code for listed in families().values() for code in listed]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("line", "code", "marked"),
    [
        ("loss = criterion(model(x), y).item()", "loss-detached", "item()"),
        ("loss.data.requires_grad_()", "loss-detached", "data"),
        ("optimizer.step(); loss.backward()  # both", "step-before-backward", "step()"),
        ("optimizer.step(); loss.backward()  # both", "double-backward", "backward()"),
        ("for x, y in loader:  # the batches", "zero-grad-missing", "for x, y in loader:"),
        ("größe = criterion(ü.detach(), y)", "loss-detached", "detach()"),
        ("with torch.no_grad():", "grad-disabled", "no_grad()"),
        ("print('# no comment')", "raised", "print('# no comment')"),
        ("x = (", "syntax-error", "x = ("),
    ],
)
def test_a_finding_marks_the_call_that_is_to_blame(line: str, code: str, marked: str) -> None:
    """Within its line a finding points at the call that its code is about, or at all of it."""
    body = "\n    pass" if line.split("#")[0].rstrip().endswith(":") else ""
    for indent in ("", "    "):
        text = f"if True:\n{indent}{line}{body}" if indent else line + body
        number = 2 if indent else 1
        span = columns(Source(text.replace("\n    pass", f"\n{indent}    pass")), number, code)
        assert span is not None
        shown = (indent + line)[span[0] - 1 : span[1]]
        assert shown == marked


def test_an_empty_line_has_no_columns() -> None:
    """Where there is nothing to mark, nothing is marked."""
    assert columns(Source("a = 1\n\n"), 2, "raised") is None
    assert columns(Source("a = 1\n"), None, "raised") is None
