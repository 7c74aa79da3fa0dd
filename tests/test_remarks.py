"""Right loops with something worth knowing pass, and are told: each through a real child process.

The folder names the code, `none` where there is nothing to tell of a loop that looks like others.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS, Grade, gallery_of
from test_wrong import compare, identity

from grader.misconceptions import REMARKS

LOOPS = gallery_of(*sorted((TESTS / "remarks").iterdir()), every=4)


def test_there_is_a_loop_for_each_remark() -> None:
    """No remark is without a loop that gets it, but the one that its page shows."""
    shown = {path.parent.name for path in (TESTS / "remarks").glob("*/*/*.py")}
    assert {name.replace("_", "-") for name in REMARKS} - shown <= {"clip-before-backward"}


@pytest.mark.parametrize("path", LOOPS, ids=identity)
def test_a_right_loop_passes_with_its_remark(
    path: Path, gallery: Grade, pytestconfig: pytest.Config
) -> None:
    """It passes with the remark of its folder and no other, at the marked line."""
    verdict = gallery(path)
    assert verdict.passed, verdict.diagnosis
    told = {remark.code: remark.line for remark in verdict.remarks}
    assert set(told) == {path.parent.name} - {"none"}
    update = bool(pytestconfig.getoption("--update-goldens"))
    assert compare(path, told.get(path.parent.name), update), verdict.remarks
