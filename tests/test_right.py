"""Any correct loop passes: correct loops of many forms, each through a real child process.

All but the solution's own form were written by somebody who had not seen the grader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import NAMES, TESTS, Grade, gallery_of

FOLDERS = sorted((TESTS / "right").iterdir())
RIGHT = gallery_of(*FOLDERS, every=6)


@pytest.mark.parametrize("name", NAMES)
def test_there_are_many_forms(name: str) -> None:
    """The gallery holds at least six forms for each exercise, and twenty for the first."""
    forms = [*(TESTS / "right" / name).glob("*.py")]
    assert len(forms) >= (20 if name == "exercise-01" else 6)


@pytest.mark.parametrize("path", RIGHT, ids=lambda p: f"{p.parent.name[-2:]}-{p.stem}")
def test_a_correct_loop_passes(path: Path, gallery: Grade) -> None:
    """A correct loop passes every check, whatever it looks like."""
    verdict = gallery(path)
    assert verdict.diagnosis is None, verdict.diagnosis
    assert {check.status for check in verdict.checks} == {"passed"}
    assert verdict.passed
