"""What the peers grade exercise-01 with: the same three promises, in each one's own form.

The loop is run once; then each parameter has a gradient, each has moved, and the network has
learned. Texts, because they run in an environment with packages that this project does not need.
"""

from __future__ import annotations

GRADESCOPE_RUN = """\
#!/bin/sh
cp submission/train.py source/train.py
cd source && exec python run_tests.py
"""

GRADESCOPE_MAIN = """\
import unittest
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open("../results/results.json", "w") as file:
        JSONTestRunner(visibility="visible", stream=file).run(suite)
"""

GRADESCOPE_TESTS = """\
import unittest

import given
import torch
from gradescope_utils.autograder_utils.decorators import number, weight


class TestTrain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from train import train

        parts = given.build(seed=9)
        cls.model = parts["model"]
        cls.before = [p.detach().clone() for p in cls.model.parameters()]
        train(**parts)

    @weight(1)
    @number("1.1")
    def test_gradients(self):
        '''Each parameter has a gradient.'''
        for parameter in self.model.parameters():
            self.assertIsNotNone(parameter.grad)

    @weight(1)
    @number("1.2")
    def test_parameters(self):
        '''Each parameter has moved.'''
        for before, parameter in zip(self.before, self.model.parameters()):
            self.assertFalse(torch.equal(before, parameter))

    @weight(2)
    @number("1.3")
    def test_learned(self):
        '''The loss is below 0.5, the accuracy above 80 %.'''
        measured = given.measure(self.model)
        self.assertLess(measured["loss"], 0.5)
        self.assertGreater(measured["accuracy"], 0.8)
"""

PYTEST_TESTS = """\
import given
import pytest
import torch


@pytest.fixture(scope="module")
def trained():
    from train import train

    parts = given.build(seed=9)
    model = parts["model"]
    before = [p.detach().clone() for p in model.parameters()]
    train(**parts)
    return before, model


def test_gradients(trained):
    assert all(p.grad is not None for p in trained[1].parameters())


def test_parameters(trained):
    before, model = trained
    assert not any(torch.equal(b, p) for b, p in zip(before, model.parameters()))


def test_learned(trained):
    measured = given.measure(trained[1])
    assert measured["loss"] < 0.5 and measured["accuracy"] > 0.8
"""

OTTER_TESTS = """\
from otter.test_files import test_case

OK_FORMAT = False
name = "q1"
points = 4
state = {}


@test_case(points=1)
def test_gradients(env):
    import given

    parts = given.build(seed=9)
    state["model"] = parts["model"]
    state["before"] = [p.detach().clone() for p in parts["model"].parameters()]
    env["train"](**parts)
    assert all(p.grad is not None for p in state["model"].parameters())


@test_case(points=1)
def test_parameters(env):
    import torch

    assert not any(torch.equal(b, p) for b, p in zip(state["before"], state["model"].parameters()))


@test_case(points=2)
def test_learned(env):
    import given

    measured = given.measure(state["model"])
    assert measured["loss"] < 0.5 and measured["accuracy"] > 0.8
"""

OTTER_API = """\
import json, pathlib, sys
from otter.api import grade_submission

for name in sys.argv[1:]:
    results = grade_submission(f"{name}/train.ipynb", "autograder.zip", quiet=True)
    told = {"score": results.total, "of": results.possible}
    pathlib.Path(name, "results.json").write_text(json.dumps(told))
"""

# The cells of nbgrader's notebook: an identifier, its points (0 for the student's), its text.
NBGRADER_CELLS = (
    ("train", 0, "### BEGIN SOLUTION\nSOLUTION_HERE\n### END SOLUTION"),
    (
        "gradients",
        1,
        """\
import given
import torch

parts = given.build(seed=9)
model = parts["model"]
before = [p.detach().clone() for p in model.parameters()]
train(**parts)
assert all(p.grad is not None for p in model.parameters())""",
    ),
    (
        "parameters",
        1,
        "assert not any(torch.equal(b, p) for b, p in zip(before, model.parameters()))",
    ),
    (
        "learned",
        2,
        """\
measured = given.measure(model)
assert measured["loss"] < 0.5 and measured["accuracy"] > 0.8""",
    ),
)
