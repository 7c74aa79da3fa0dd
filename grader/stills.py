"""What is known at each call of a playback: which lap, which parameters, what stands in .grad.

Gradients and parameters are recorded at steps alone. A number is shown at another call only where
it must have been the same there; elsewhere it is only known that something was added, or emptied.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.playback import Moment, Playback

# What is known of a .grad where it is not what a step found: it was emptied, or something is in it.
EMPTY, FILLED = -1, -2
# The parameters of then were not recorded.
UNKNOWN = -1

# A gradient is as long as the expected one where they differ by less than this share.
ALIKE = 1e-4


@dataclass(frozen=True)
class Stills:
    """The state after each moment of a playback.

    laps       the iteration, from 0; in a run without batches, how many steps were made before
    rows       the row of `values` with the parameters of then, or UNKNOWN
    gradients  for each parameter the step that found its .grad as it is then, or EMPTY or FILLED
    """

    laps: tuple[int, ...]
    rows: tuple[int, ...]
    gradients: tuple[tuple[int, ...], ...]


def stills(playback: Playback) -> Stills:
    """What is known at each moment."""
    columns = [_gradients(playback, index) for index in range(len(playback.parameters))]
    gradients = tuple(zip(*columns, strict=True)) if columns else ((),) * len(playback.moments)
    return Stills(_laps(playback.moments), _rows(playback), gradients)


def _laps(moments: tuple[Moment, ...]) -> tuple[int, ...]:
    """The iterations, without a jump back; the calls before the first batch belong to it."""
    found, steps, batches = [], 0, any(m.iteration >= 0 for m in moments)
    for moment in moments:
        found.append(max(0, moment.iteration) if batches else steps)
        steps += moment.kind == "step"
    return tuple(found)


def _rows(playback: Playback) -> tuple[int, ...]:
    """The row of the parameters after each moment.

    What a step left is the row of the next one, unless something else moved them in between: then
    that row is reached at the last of those moves.
    """
    found: list[int] = []
    row, last = len(playback.values) - 1, len(playback.values) - 1
    moved = False
    for moment in reversed(playback.moments):
        found.append(UNKNOWN if moved else min(row, last))
        moved = moved or moment.kind == "moved"
        if moment.step is not None:
            row, moved = min(moment.step, last), False
    return tuple(reversed(found))


def _gradients(playback: Playback, parameter: int) -> list[int]:
    """What is known of one parameter's .grad after each moment."""
    found: list[int] = []
    state, start = EMPTY, 0
    # Where .grad was changed since the step before.
    changed: list[int] = []
    for here, moment in enumerate(playback.moments):
        if _is_kept(playback, moment):
            assert moment.step is not None
            if changed:
                _look_back(playback, moment.step, parameter, found, start, changed)
            state, start, changed = moment.step, here + 1, []
        elif (after := _changed(moment, parameter, state)) is not None:
            state = after
            changed.append(here)
        found.append(state)
    return found


def _look_back(
    playback: Playback,
    step: int,
    parameter: int,
    found: list[int],
    start: int,
    changed: list[int],
) -> None:
    """Tell with what a step found what was known since the step before, in `found` from `start`."""
    here, first, last = len(found), changed[0], changed[-1]
    if _agree(playback, step, parameter, found[last]):
        found[last:here] = [step] * (here - last)
    if found[first] != EMPTY and _is_alone(playback, step, parameter):
        # What was there before is not in the sum: it was emptied by hand, which leaves no call.
        found[start:first] = [EMPTY] * (first - start)


def _is_kept(playback: Playback, moment: Moment) -> bool:
    return moment.step is not None and moment.step < len(playback.norms)


def _changed(moment: Moment, parameter: int, state: int) -> int | None:
    """What a call makes of a .grad; None where it leaves it alone."""
    if moment.kind == "clip":
        return None if state == EMPTY else FILLED
    if moment.apart or parameter not in moment.reached:
        return None
    return {"backward": FILLED, "zero_grad": EMPTY}.get(moment.kind)


def _is_alone(playback: Playback, step: int, parameter: int) -> bool:
    """Whether a gradient is as long as that of its own batches."""
    length, expected = playback.norms[step, parameter], playback.expected_norms[step, parameter]
    return bool(abs(length - expected) <= ALIKE * expected)


def _agree(playback: Playback, step: int, parameter: int, state: int) -> bool:
    """Whether what a step found can have stood in .grad since it was made `state`.

    A .grad that is found empty after a backward may have been emptied by hand, without a call.
    """
    filled = bool(playback.norms[step, parameter] > 0)
    return filled == (state == FILLED)
