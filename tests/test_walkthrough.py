"""The walkthrough's numbers are those of plain PyTorch on the same data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import COURSE, TESTS, Grade
from torch import nn

from grader import given
from grader.exercise import load
from grader.verdict import Epoch, Verdict, Walkthrough, from_json
from grader.walkthrough import observation

NAME = "exercise-04"


@pytest.fixture(scope="module")
def verdict(grade_file: Grade) -> Verdict:
    """The verdict on exercise-04's solution."""
    return grade_file(COURSE.solution(NAME))


@pytest.fixture
def walk(verdict: Verdict) -> Walkthrough:
    """Its walkthrough."""
    assert verdict.walkthrough is not None
    return verdict.walkthrough


def test_five_stages_have_the_numbers_of_plain_pytorch(walk: Walkthrough) -> None:
    """Data, forward, loss, backward and update of the first batch, with their shapes."""
    exercise = load(COURSE.folder(NAME))
    parts = given.load((exercise.folder / "given.py").read_bytes(), exercise.seed)
    model, loader = parts.modules["model"], parts.loaders["loader"]
    inputs, targets = next(iter(loader))
    outputs = model(inputs)
    loss = nn.functional.mse_loss(outputs, targets)
    loss.backward()
    weight = model.get_parameter("linear.weight")
    before, gradient = weight.detach().clone(), weight.grad
    assert gradient is not None
    parts.optimizers["optimizer"].step()
    wanted = {
        "data": inputs, "forward": outputs, "loss": loss, "backward": gradient, "update": before,
    }  # fmt: skip
    assert [stage.name for stage in walk.stages] == list(wanted)
    for stage, tensor in zip(walk.stages, wanted.values(), strict=True):
        shown = stage.values[0]
        assert shown.shape == tuple(tensor.shape)
        assert shown.first == pytest.approx(tensor.detach().reshape(-1)[:4].tolist(), rel=1e-4)
    assert walk.stages[-1].values[1].name == "model.linear.weight after"
    after = weight.detach().reshape(-1)[:4].tolist()
    assert walk.stages[-1].values[1].first == pytest.approx(after, rel=1e-4)


def test_the_table_has_each_epoch_from_before_to_after(walk: Walkthrough, verdict: Verdict) -> None:
    """Epoch 0 is before training, the last one has the final metrics."""
    assert [epoch.number for epoch in walk.epochs] == [0, 1, 2, 3, 4, 5]
    assert walk.epochs[0].metrics["loss"] == pytest.approx(0.464, abs=1e-3)
    assert walk.epochs[-1].metrics == pytest.approx(dict(verdict.metrics))
    assert "0.464" in walk.observation and "0.076" in walk.observation


@pytest.mark.parametrize(
    "files",
    [
        "wrong/exercise-01/backward-once-per-epoch/*.py",  # ten steps, where one epoch has fifty
        "right/exercise-01/eval_loader*.py",
        "right/exercise-01/train_calls_itself_on_toy.py",
    ],
)
def test_epochs_are_those_that_were_trained(files: str, grade_file: Grade) -> None:
    """Ten steps, one per epoch, make ten epochs; passes that train no given model make none."""
    found = sorted(TESTS.glob(files))
    assert found
    for file in found:
        walk = grade_file(file).walkthrough
        assert walk is not None
        assert [epoch.number for epoch in walk.epochs] == list(range(11)), file.name


def test_one_sample_goes_through_each_layer_and_back(walk: Walkthrough) -> None:
    """Input, linear layer, activation and loss; a gradient comes back to what was computed."""
    assert [layer.kind for layer in walk.sample] == ["", "Linear", "ReLU", "MSELoss"]
    assert walk.sample[0].value.shape == (1, 3)
    assert [layer.gradient is not None for layer in walk.sample] == [False, True, True, False]


def test_it_survives_its_way_through_json(verdict: Verdict) -> None:
    """The command's process has the same record as the judge."""
    assert from_json(json.loads(json.dumps(verdict.to_json()))).walkthrough == verdict.walkthrough


@pytest.mark.parametrize("name", COURSE.names())
def test_every_exercise_has_one(name: str, grade_file: Grade) -> None:
    """Where a run made an update there is a walkthrough, whatever the loss is made of."""
    walked = grade_file(COURSE.solution(name)).walkthrough
    assert walked is not None
    stages = [stage.name for stage in walked.stages]
    assert stages[0] == "data" and stages[-2:] == ["backward", "update"]
    assert walked.observation


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ([3.0, 1.0, 2.0], "The loss fell from 3.000 to 2.000: it went down in 1 of 2 epochs"),
        ([1.0, 1.0], "nothing is learned"),
        ([1.0, float("nan")], "no longer a number in epoch 1"),
    ],
)
def test_the_observation_says_what_happened(course: list[float], said: str) -> None:
    """One line on the first metric."""
    epochs = tuple(Epoch(n, {"loss": value}) for n, value in enumerate(course))
    assert said in observation(epochs)


def test_a_run_without_an_update_has_none(grade_file: Grade, tmp_path: Path) -> None:
    """Nothing is walked through where nothing was trained."""
    path = tmp_path / "train.py"
    path.write_text("def train(**parts):\n    pass\n", encoding="utf-8")
    assert grade_file(path).walkthrough is None
