"""Wrong loops fail, for the right reason: each through a real child process.

The folder names the code. `# HERE` stands on the line that a teacher would point at, as written by
somebody who had not seen the grader; it must be named within one line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NAMES, TESTS, Grade, gallery_of

FOLDERS = sorted((TESTS / "wrong").iterdir())
WRONG = gallery_of(*FOLDERS, every=3)


def identity(path: Path) -> str:
    """Exercise, code and name of a wrong loop, as in "01/step-missing/forgotten"."""
    return "/".join((path.parts[-3][-2:], path.parent.name, path.stem))


# The code is right and the line is another than the one marked: known, and not yet better.
ELSEWHERE: dict[str, str] = {
    "01/epochs-over-budget/finetune_pass": "the epoch loop, not the second call of the same helper",
    "01/gradient-wrong/normalised_inputs": "the backward: that inputs were changed is not recorded",
    "01/gradient-wrong/two_iterators": "the backward: that labels were reversed is not recorded",
    "14/double-step/two_critic_rounds": "the loop of the rounds, not the step in it",
    "01/loss-wrong-input/mse_on_onehot": "where the criterion is made anew, not where it is called",
    "01/loader-ignored/slices": "where the dataset is taken, not where it is sliced",
    "01/loss-sign/positive_log_prob": "where the loss function is called, not its last line",
    "06/zero-grad-missing/not_in_place": "the batch loop, not the line without effect",
    "12/clipping-missing/clipped_copies": "where the copies are made, not where they are clipped",
    "12/clipping-missing/generator_used_up": "the clipping, not where its generator is made",
    "12/gradient-clipped/forgot_the_root": "where the gradient is scaled, not where the norm is",
    "13/epochs-over-budget/one_more_look": "the pass in the helper, not its second call",
    "13/not-frozen/out_of_the_optimizer": "the backward that reaches it, not the optimizer's list",
    "14/graph-not-cut/helper_with_graph": "the forward in the helper, not the backward",
    "14/gradient-wrong/fresh_noise": "the backward: that the noise is another is not recorded",
    "15/accumulation-unasked/two_chunks": "the step, not the condition around it",
    "15/state-not-carried/local_in_a_helper": "where the helper is called, not what it forgets",
    "16/function-backward-wrong/output_saved_as_x": "what backward() returns, not what was saved",
    "16/function-backward-wrong/returns_none": "the def of backward(), which returns nothing",
    "16/function-backward-wrong/saved_on_the_class": "what backward() returns, not what was saved",
    "02/never-trains/stages_not_called": "the batch loop, not the line that calls nothing",
    "01/optimizer-replaced/class_of_it": "where it steps: its class is computed, not named",
}

# The mistake is found under another name than its folder's: known, and not yet better.
MISNAMED: dict[str, str] = {
    "11/accumulation-unscaled/only_the_last_divided": "gradient-wrong",
    "15/loss-wrong-input/last_moment_only": "gradient-wrong",
}


def marked(path: Path) -> int | None:
    """The line with the mark."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if "# HERE" in line), None)


def moved(text: str, line: int) -> str:
    """The text with its mark on another line."""
    lines = [part.replace("  # HERE", "") for part in text.splitlines()]
    lines[line - 1] += "  # HERE"
    return "\n".join(lines) + "\n"


def compare(path: Path, found: int | None, update: bool) -> bool:
    """Whether the line that was found is the marked one, within one line; where marks are to be
    updated, it is made so.
    """
    line = marked(path)
    if line is None or (found is not None and abs(found - line) <= 1):
        return True
    if update and found is not None:
        path.write_text(moved(path.read_text(encoding="utf-8"), found), encoding="utf-8")
    return update and found is not None


def test_a_mark_is_moved_as_a_whole() -> None:
    """The mark leaves its line as it would be without it."""
    assert moved("a\nb  # HERE\nc\n", 3) == "a\nb\nc  # HERE\n"


def test_a_step_that_comes_first_is_one_mistake(
    attempt: Callable[[str], Path], grade_file: Grade
) -> None:
    """A step with the gradient of the batch before is no second update of that batch."""
    text = """
def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for inputs, labels in loader:
            loss = criterion(model(inputs), labels)
            optimizer.step()
            loss.backward()
"""
    found = grade_file(attempt(text)).diagnosis
    assert found is not None
    assert (found.code, found.line, found.also) == ("step-before-backward", 6, ())


@pytest.mark.parametrize("name", NAMES)
def test_there_are_many_mistakes(name: str) -> None:
    """The gallery holds at least six wrong loops for each exercise."""
    assert len([*(TESTS / "wrong" / name).glob("*/*.py")]) >= 6


@pytest.mark.parametrize("path", WRONG, ids=identity)
def test_a_wrong_loop_fails_with_its_name_and_line(
    path: Path, gallery: Grade, pytestconfig: pytest.Config
) -> None:
    """A wrong loop fails with the code of its folder, at the marked line."""
    verdict = gallery(path)
    assert verdict.status == "failed"
    assert verdict.diagnosis is not None
    name = identity(path)
    assert verdict.diagnosis.code == MISNAMED.get(name, path.parent.name), verdict.diagnosis
    if name in MISNAMED:
        return
    update = bool(pytestconfig.getoption("--update-goldens")) and name not in ELSEWHERE
    fits = compare(path, verdict.diagnosis.line, update)
    if name in ELSEWHERE:
        assert not fits, "now on the line: take it off the list"
    else:
        assert fits, verdict.diagnosis


@pytest.mark.parametrize("path", WRONG, ids=identity)
def test_one_cause_makes_one_red_line(path: Path, gallery: Grade) -> None:
    """A failed attempt has exactly one failed check: what depends on it is skipped."""
    failed = [check.name for check in gallery(path).checks if check.status == "failed"]
    assert len(failed) == 1
