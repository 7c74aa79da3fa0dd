"""Wrong loops fail, for the right reason: each through a real child process.

The folder names the code. `# HERE` stands on the line that a teacher would point at, as written by
somebody who had not seen the grader; it must be named within one line.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS, Grade

WRONG = sorted((TESTS / "wrong" / "exercise-01").glob("*/*.py"))

# The code is right and the line is another than the one marked: known, and not yet better.
ELSEWHERE: dict[str, str] = {
    "epochs-over-budget/finetune_pass": "the epoch loop, not the second call of the same helper",
    "gradient-wrong/normalised_inputs": "the backward: that inputs were changed is not recorded",
    "gradient-wrong/two_iterators": "the backward: that labels were reversed is not recorded",
    "loader-ignored/slices": "where the dataset is taken, not where it is sliced",
    "loader-ignored/synthetic": "the forward pass, not where the data is made",
    "loss-sign/positive_log_prob": "where the loss function is called, not its last line",
    "never-trains/generator": "the def: nothing of the body ever ran",
    "never-trains/inner_not_called": "the def: nothing of the body ever ran",
    "never-trains/lazy_map": "the def: nothing of the body ever ran",
    "never-trains/while_condition": "the def: nothing of the body ever ran",
    "optimizer-replaced/class_of_it": "where it steps: its class is computed, not named",
}


def marked(path: Path) -> int | None:
    """The line with the mark."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if "# HERE" in line), None)


@pytest.mark.parametrize("path", WRONG, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_wrong_loop_fails_with_its_name_and_line(path: Path, gallery: Grade) -> None:
    """A wrong loop fails with the code of its folder, at the marked line."""
    verdict = gallery(path)
    assert verdict.status == "failed"
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == path.parent.name, verdict.diagnosis
    line, found = marked(path), verdict.diagnosis.line
    name = f"{path.parent.name}/{path.stem}"
    if line is not None and name not in ELSEWHERE:
        assert found is not None and abs(found - line) <= 1, verdict.diagnosis
    elif name in ELSEWHERE and line is not None:
        off = found is None or abs(found - line) > 1
        assert off, "now on the line: take it off the list"


@pytest.mark.parametrize("path", WRONG, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_one_cause_makes_one_red_line(path: Path, gallery: Grade) -> None:
    """A failed attempt has exactly one failed check: what depends on it is skipped."""
    failed = [check.name for check in gallery(path).checks if check.status == "failed"]
    assert len(failed) == 1
