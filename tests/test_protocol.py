"""The replay's protocol, proved on what later exercises need: a GAN and truncated BPTT."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS

from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

GAN = (TESTS / "exercises" / "gan" / "train.py").read_text(encoding="utf-8")
TBPTT = (TESTS / "exercises" / "tbptt" / "train.py").read_text(encoding="utf-8")
ZERO_D = "            d_optimizer.zero_grad()\n"
ZERO = "            optimizer.zero_grad()\n"


def graded(name: str, text: str, engine: Engine, folder: Path) -> Verdict:
    """The verdict on `text` as an attempt at one of the tests' own exercises."""
    path = folder / "train.py"
    path.write_text(text, encoding="utf-8")
    exercise = load(TESTS / "exercises" / name)
    return run_task(Task(exercise, path, exercise.folder), engine)


RIGHT = [
    pytest.param("gan", GAN, id="gan"),
    pytest.param(
        "gan",
        GAN.replace(ZERO_D, "").replace("            fake", ZERO_D + "            fake"),
        id="gan-zero-first",
    ),
    pytest.param(
        "gan",
        GAN.replace("fake.detach()", "generator(noise).detach()"),
        id="gan-forward-again",
    ),
    pytest.param("tbptt", TBPTT, id="tbptt"),
    pytest.param(
        "tbptt",
        TBPTT.replace("state.detach())", "state)").replace(
            "optimizer.step()", "optimizer.step()\n            state = state.detach()"
        ),
        id="tbptt-cut-last",
    ),
]
WRONG = [
    pytest.param("gan", GAN.replace(ZERO_D, ""), "zero-grad-missing", id="gan-no-zero"),
    pytest.param(
        "gan",
        GAN.replace("            g_optimizer.step()\n", ""),
        "step-missing",
        id="gan-one-never-steps",
    ),
    pytest.param("tbptt", TBPTT.replace(ZERO, ""), "zero-grad-missing", id="tbptt-no-zero"),
    pytest.param(
        "tbptt",
        TBPTT.replace("state.detach()", "state"),
        "state-not-detached",
        id="tbptt-state-not-detached",
    ),
]


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_right_loops_pass(name: str, text: str, engine: Engine, tmp_path: Path) -> None:
    """Two optimizers on one graph, and a carried state, are replayed to the same gradients."""
    verdict = graded(name, text, engine, tmp_path)
    assert verdict.passed, verdict.diagnosis


@pytest.mark.parametrize(("name", "text", "code"), WRONG)
def test_wrong_loops_fail(name: str, text: str, code: str, engine: Engine, tmp_path: Path) -> None:
    """The same mistakes have the same names there."""
    verdict = graded(name, text, engine, tmp_path)
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == code


def test_a_state_that_is_forgotten_is_found(engine: Engine, tmp_path: Path) -> None:
    """A loop that starts each chunk from zeros has other gradients than one that carries."""
    text = TBPTT.replace("state.detach()", "torch.zeros(1, 6)")
    verdict = graded("tbptt", text, engine, tmp_path)
    failed = [check.name for check in verdict.checks if check.status == "failed"]
    assert failed == ["gradients-correct"]
