"""Nothing that an attempt's code does makes a pass that it did not earn.

Each file tries one trick, told in its first line. All were written by somebody who knew what the
child records and had not seen the grader's code.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import TESTS, Grade, gallery_of

FOLDER = TESTS / "attacks" / "exercise-01"
ATTACKS = sorted(FOLDER.glob("*.py"))


def test_there_are_many_tricks() -> None:
    """The corpus holds at least the fifteen attempts that the project promises."""
    assert len(ATTACKS) >= 15


DECIDED = dict(
    re.findall(
        r"^\| (\w+) \| .* \| `([\w-]+)` \|$",
        (TESTS / "attacks" / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


def test_the_table_has_every_trick() -> None:
    """The table beside the corpus has a row for each file, and no other."""
    assert set(DECIDED) == {path.stem for path in ATTACKS}


@pytest.mark.parametrize("path", gallery_of(FOLDER), ids=lambda p: p.stem)
def test_no_trick_passes(path: Path, gallery: Grade) -> None:
    """A trick ends in a proper verdict: failed, with a diagnosis."""
    verdict = gallery(path)
    assert verdict.status == "failed"
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.title
    failed = [check.name for check in verdict.checks if check.status == "failed"]
    assert failed[0] == DECIDED[path.stem]
