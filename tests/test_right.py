"""Any correct loop passes: correct loops of many forms, each through a real child process.

All but the solution's own form were written by somebody who had not seen the grader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS, Grade

RIGHT = sorted((TESTS / "right" / "exercise-01").glob("*.py"))


def test_there_are_many_forms() -> None:
    """The gallery holds at least the twenty forms that the project promises."""
    assert len(RIGHT) >= 20


@pytest.mark.parametrize("path", RIGHT, ids=lambda p: p.stem)
def test_a_correct_loop_passes(path: Path, gallery: Grade) -> None:
    """A correct loop passes every check, whatever it looks like."""
    verdict = gallery(path)
    assert verdict.diagnosis is None, verdict.diagnosis
    assert {check.status for check in verdict.checks} == {"passed"}
    assert verdict.passed
