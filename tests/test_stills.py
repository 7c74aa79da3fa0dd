"""What is known at each call follows from the calls and from what the steps found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from grader.playback import Kind, Moment, Parameter, Playback
from grader.stills import EMPTY, FILLED, UNKNOWN, stills


def played(calls: str, norms: Sequence[float | None], expected: Sequence[float]) -> Playback:
    """A run of one parameter, its calls by their first letters, and what its steps found.

    A None among the norms is a .grad that is None.
    """
    kinds: dict[str, Kind] = {
        "n": "batch", "f": "forward", "l": "loss", "b": "backward", "z": "zero_grad", "s": "step",
        "m": "moved", "c": "clip", "g": "backward",
    }  # fmt: skip
    moments: list[Moment] = []
    iteration, steps = -1, 0
    for sign in calls:
        iteration += sign == "n"
        reached = (0,) if sign in "bzg" else ()
        step = steps if sign == "s" else None
        steps += sign == "s"
        moment = Moment(kinds[sign], 1, iteration, step, reached=reached, apart=sign == "g")
        moments.append(moment)
    found = np.array([[norm or 0.0] for norm in norms], np.float32).reshape(-1, 1)
    none = np.zeros((0, 0), np.float32)
    return Playback(
        exercise="exercise-01",
        file="train.py",
        source="",
        moments=tuple(moments),
        parameters=(Parameter("model.weight", (1,), 1),),
        values=np.arange(steps + 1, dtype=np.float32)[:, None],
        gradients=found,
        present=np.array([[norm is not None] for norm in norms], np.bool_).reshape(-1, 1),
        norms=found,
        expected_norms=np.array(expected, np.float32).reshape(-1, 1),
        right=np.ones(steps, np.bool_),
        inputs=none,
        outputs=none,
        between=none,
    )


@pytest.mark.parametrize(
    ("calls", "norms", "expected", "known"),
    [
        pytest.param("nzfbs" * 2, [2, 3], [2, 3], [-1, -1, -1, 0, 0, 0, -1, -1, 1, 1], id="right"),
        pytest.param("nfbs" * 2, [2, 5], [2, 3], [-1, -1, 0, 0, 0, 0, 1, 1], id="never-emptied"),
        pytest.param("nfbs" * 2, [2, 3], [2, 3], [-1, -1, 0, 0, -1, -1, 1, 1], id="by-hand"),
        pytest.param("nzfs" * 2, [None, None], [2, 3], [-1, 0, 0, 0, 0, 1, 1, 1], id="no-backward"),
        pytest.param("nbzs", [None], [2], [-1, -2, 0, 0], id="emptied-too-soon"),
        pytest.param("nbs", [0], [2], [-1, -2, 0], id="emptied-too-soon-by-hand"),
        pytest.param("nbnbs", [4], [4], [-1, -2, -2, 0, 0], id="two-batches-for-a-step"),
        pytest.param("nbcs", [1], [1], [-1, -2, 0, 0], id="clipped"),
        pytest.param("nzgs", [None], [2], [-1, 0, 0, 0], id="handed-back"),
        pytest.param("nzbnzb", [], [], [-1, -1, -2, -2, -1, -2], id="no-step"),
    ],
)  # fmt: skip
def test_a_gradient_has_a_number_only_where_it_must_have_been_the_same(
    calls: str, norms: list[float | None], expected: list[float], known: list[int]
) -> None:
    """Emptied, filled with something, or what a step found: no number stands at another call."""
    shown = stills(played(calls, norms, expected)).gradients
    assert [state for (state,) in shown] == known
    assert (EMPTY, FILLED) == (-1, -2)


@pytest.mark.parametrize(
    ("calls", "rows"),
    [
        pytest.param("nbsnbs", [0, 0, 1, 1, 1, 2], id="steps"),
        pytest.param("nbsmnbs", [0, 0, UNKNOWN, 1, 1, 1, 2], id="moved-by-hand"),
        pytest.param("nb", [0, 0], id="no-step"),
        pytest.param("nbmnbm", [UNKNOWN] * 5 + [0], id="by-hand-alone"),
    ],
)
def test_parameters_are_the_row_that_was_recorded_then(calls: str, rows: list[int]) -> None:
    """After a step the next row; where something else moved them, only once that is over."""
    steps = calls.count("s")
    assert list(stills(played(calls, [1] * steps, [1] * steps)).rows) == rows


def test_laps_are_iterations_or_steps() -> None:
    """Without a batch of the given loader, each step ends a lap."""
    assert stills(played("znbsnbs", [1, 1], [1, 1])).laps == (0, 0, 0, 0, 1, 1, 1)
    assert stills(played("fbsfbs", [1, 1], [1, 1])).laps == (0, 0, 0, 1, 1, 1)
