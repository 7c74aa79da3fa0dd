"""The bonus experiment: a network is described, never handed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COURSE
from torch import nn

from grader.bonus import UnfitLayers, describe, described_in, rebuilt
from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict, from_json

GOOD = "LAYERS = [nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2)]"
GradeBonus = Callable[[str], Verdict]


@pytest.fixture
def grade_bonus(engine: Engine, solution: str, tmp_path: Path) -> GradeBonus:
    """Grade the solution of exercise-01 with some lines put before it, and its bonus."""
    exercise = load(COURSE.folder("exercise-01"))

    def grade(lines: str) -> Verdict:
        path = tmp_path / "train.py"
        path.write_text(f"from torch import nn\n{lines}\n{solution}", encoding="utf-8")
        return run_task(Task(exercise, path, exercise.folder, bonus=True), engine)

    return grade


def test_a_description_makes_the_same_network() -> None:
    """Names and widths are enough to build it anew."""
    layers = [nn.Flatten(), nn.Linear(3, 5, bias=False), nn.Tanh(), nn.Linear(5, 1)]
    described = json.loads(json.dumps(describe({"LAYERS": layers})))
    assert str(rebuilt(described)) == str(nn.Sequential(*layers))


@pytest.mark.parametrize(
    "names",
    [{}, {"LAYERS": 3}, {"LAYERS": [nn.Dropout()]}, {"LAYERS": [nn.BatchNorm1d(3)]}],
    ids=["none", "number", "dropout", "batchnorm"],
)
def test_what_cant_be_replayed_is_no_layer(names: dict[str, object]) -> None:
    """Only layers without a state of their own can be described."""
    with pytest.raises(UnfitLayers):
        describe(names)


@pytest.mark.parametrize(
    "layers",
    [
        [["Linear", 2, 10**9, True]],
        [["Linear", 2, -1, True]],
        [["Linear", True, 2, True]],
        [["Linear", 2, 2]],
        [["__import__", "os"]],
        [[]],
        [["ReLU"]],
        [["Linear", 4096, 4096, True]],
        [["Linear", 2, 2, True]] * 21,
        [[["Linear"], 2, 2, True]],
    ],
)
def test_a_forged_description_is_refused(layers: list[list[object]]) -> None:
    """What comes from the student's process is looked at before anything is built of it."""
    with pytest.raises(UnfitLayers):
        rebuilt(layers)


@pytest.mark.parametrize("header", [b"", b"{}", b'{"layers": 3}', b'{"layers": [3]}', b"[" * 9999])
def test_a_forged_header_is_refused(header: bytes) -> None:
    """A header without a list of layers is no description."""
    with pytest.raises(UnfitLayers):
        described_in(header)


def test_both_results_stand_side_by_side(grade_bonus: GradeBonus) -> None:
    """The given network's verdict is unchanged, and the student's own has one beside it."""
    verdict = grade_bonus(GOOD)
    assert verdict.passed
    assert verdict.bonus is not None and verdict.bonus.status == "passed"
    assert verdict.metrics["loss"] != verdict.bonus.metrics["loss"]
    assert from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("", "layers-unfit"),
        ("LAYERS = [nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 2)]", "layers-unfit"),
        (GOOD.replace("nn.Linear(4, 2)", "nn.Linear(5, 2)"), "layers-unfit"),
    ],
    ids=["none", "too-few", "widths"],
)
def test_a_bonus_without_a_network_fails_in_words(
    grade_bonus: GradeBonus, lines: str, code: str
) -> None:
    """What is missing or does not fit together is told, as the student's."""
    verdict = grade_bonus(lines)
    assert not verdict.passed
    assert verdict.bonus is not None and verdict.bonus.diagnosis is not None
    assert verdict.bonus.diagnosis.code == code


def test_a_loop_for_the_given_network_only_fails_the_bonus(engine: Engine, tmp_path: Path) -> None:
    """A wrong loop is wrong for any network."""
    exercise = load(COURSE.folder("exercise-01"))
    path = tmp_path / "train.py"
    stub = exercise.train_file.read_text(encoding="utf-8")
    path.write_text(f"from torch import nn\n{GOOD}\n{stub}", encoding="utf-8")
    verdict = run_task(Task(exercise, path, exercise.folder, bonus=True), engine)
    assert verdict.bonus is not None and verdict.bonus.diagnosis is not None
    assert verdict.bonus.diagnosis.code == "backward-missing"
