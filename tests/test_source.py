"""The source points at lines."""

from __future__ import annotations

import pytest

from grader.source import Source

LOOP = """\
import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            with torch.no_grad():
                out = model(x)
            loss = criterion(out, y)
            value = loss.item()
            total = torch.tensor(value)
            total.requires_grad_()
            total.backward()
            optimizer.step
"""


def test_a_call_without_parentheses_is_found() -> None:
    """`optimizer.step` as a statement is found; a call is not one."""
    assert Source(LOOP).uncalled("step") == 13
    assert Source(LOOP).uncalled("backward") is None


def test_the_block_that_switches_gradients_off_is_found() -> None:
    """The `with` around a line is found, and only around it."""
    assert Source(LOOP).gradient_disabled_at(7) == 6
    assert Source(LOOP).gradient_disabled_at(8) is None


def test_the_cut_is_followed_back() -> None:
    """From the backward, the line is found where a tensor became a number, and not the one where
    the number became a tensor again.
    """
    assert Source(LOOP).cut_before(12) == 9
    assert Source(LOOP.replace("loss.item()", "3.0")).cut_before(12) == 10


@pytest.mark.parametrize(
    ("statement", "cuts"),
    [
        ("loss = loss.detach()", True),
        ("loss = loss.data", True),
        ("loss = float(loss)", True),
        ("loss = loss * 2", False),
        ("loss = criterion(a, b)", False),
    ],
)
def test_what_cuts_a_graph(statement: str, cuts: bool) -> None:
    """Taking the value of a tensor cuts; computing with it does not."""
    assert (Source(f"{statement}\nloss.backward()\n").cut_before(2) == 1) == cuts


def test_a_text_that_is_no_python_points_nowhere() -> None:
    """Without a syntax tree, nothing is found and nothing raises."""
    source = Source("def train(:\n")
    assert source.call("step") is None
    assert source.cut_before(1) is None
    assert source.line(1) == "def train(:"
    assert source.line(9) == ""


def test_loops_and_their_exits_are_found() -> None:
    """The epoch loop is the outermost of train(); a break inside is the way out."""
    text = LOOP + "            break\n"
    assert Source(text).epoch_loop() == 4
    assert Source(text).leaving_loop() == 14


def test_functions_that_call_each_other_twice_are_followed_once() -> None:
    """Helpers that double the ways from each to the next don't double the time to follow them."""
    helpers = "".join(
        f"def f{n}(x):\n    y = f{n + 1}(x)\n    z = f{n + 1}(y)\n    return y + z\n"
        for n in range(60)
    )
    source = Source(f"{helpers}loss = f0(1)\nloss.backward()\n")
    assert len(list(source.history(242))) < 200


def test_a_long_way_back_is_followed_for_its_nearest_part() -> None:
    """Of thousands of statements that made a value the nearest ones are looked at."""
    source = Source("loss = f(loss)\n" * 3000 + "loss.backward()\n")
    assert [s.lineno for s in source.history(3001)][:2] == [3001, 3000]
    assert len(list(source.history(3001))) <= 200


def test_what_exhausts_the_parser_points_nowhere() -> None:
    """A text that is nested too deeply for the parser has no syntax tree, and is no error."""
    assert Source("x = " + "-" * 20_000 + "1\n").call("step") is None


def test_an_expression_of_any_depth_is_looked_through() -> None:
    """A chain of a thousand attributes is no error."""
    assert Source("scheduler" + ".a" * 900 + ".step()\n").scheduler_step() == 1


def test_lines_are_those_of_python() -> None:
    """A form feed or a line separator within a line ends none."""
    source = Source("# \x0cü\u2028é\nloss.backward()\n")
    assert source.line(source.call("backward")) == "loss.backward()"
