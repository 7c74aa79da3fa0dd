"""A playback has what the run did, with the numbers of plain PyTorch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import COURSE, TESTS

from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.playback import Playback, from_bytes, to_bytes

Film = Callable[[Path], Playback]
WRONG = TESTS / "wrong" / "exercise-01"


@pytest.fixture
def film(engine: Engine) -> Film:
    """The playback of a file, graded as an attempt at exercise-01."""

    def filmed(path: Path) -> Playback:
        exercise = load(COURSE.folder("exercise-01"))
        run = run_task(Task(exercise, path, exercise.folder, filmed=True), engine).trace
        assert run is not None
        return run

    return filmed


def test_a_sample_goes_through_the_layers(film: Film) -> None:
    """Each has a name, a kind and a shape; its numbers are made with the parameters of then."""
    run = film(COURSE.solution("exercise-01"))
    assert [(s.name, s.kind, s.shape) for s in run.way] == [
        ("fc1", "Linear", (1, 4)),
        ("relu", "ReLU", (1, 4)),
        ("fc2", "Linear", (1, 2)),
    ]
    hidden, active, out = np.split(run.between[7], [4, 8])
    weight, bias = run.values[7, :8].reshape(4, 2), run.values[7, 8:12]
    np.testing.assert_allclose(hidden, weight @ run.inputs[7] + bias, rtol=1e-5)
    np.testing.assert_array_equal(active, hidden.clip(0))
    np.testing.assert_array_equal(out, run.outputs[7])


def test_a_playback_survives_the_way_between_processes(film: Film) -> None:
    """What is read is what was written."""
    run = film(COURSE.solution("exercise-01"))
    again = from_bytes(*to_bytes(run))
    assert (again.moments, again.parameters, again.way) == (run.moments, run.parameters, run.way)
    np.testing.assert_array_equal(again.between, run.between)


@pytest.mark.parametrize(
    ("file", "emptied"),
    [
        ("zero-grad-missing/another_optimizers_zero_grad.py", ()),
        ("zero-grad-missing/only_one_layer_zeroed.py", (0, 1)),
        ("zero-grad-after-backward/plain.py", (0, 1, 2, 3)),
    ],
)
def test_a_zero_grad_empties_what_it_empties(
    film: Film, file: str, emptied: tuple[int, ...]
) -> None:
    """Of an object of the student's own, the gradients of the next step tell."""
    moments = film(WRONG / file).moments
    later = [m.reached for m in moments if m.kind == "zero_grad" and m.iteration == 5]
    assert later == [emptied]


def test_a_run_without_a_step_goes_wrong_where_its_first_iteration_ends(film: Film) -> None:
    """Nothing is missing before: the call that should follow is."""
    run = film(WRONG / "step-missing" / "plain.py")
    assert run.mistake is not None
    assert run.moments[run.mistake].iteration == 0
    assert run.moments[run.mistake + 1].iteration == 1
