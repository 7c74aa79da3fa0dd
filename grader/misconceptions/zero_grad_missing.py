"""`zero-grad-missing`: each backward adds to the gradients of the batches before."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.replay import distance
from grader.verdict import Finding

CODE = "zero-grad-missing"


def find(evidence: Evidence) -> Finding | None:
    """What a step adds to the gradient before it is just its own batch's gradient."""
    trace, replay = evidence.trace, evidence.replay
    bad = np.flatnonzero(~replay.gradient_ok)
    bad = bad[bad > 0]
    if not bad.size:
        return None
    added = trace.gradients[bad] - trace.gradients[bad - 1]
    explained = bad[_close_to_sum(evidence, bad, added)]
    if 2 * explained.size < bad.size:
        return None
    step = int(explained[0])
    alone = distance(trace.gradients[step], replay.expected[step])
    rest = distance(trace.gradients[step] - trace.gradients[step - 1], replay.expected[step])
    zeroing = [e for e in trace.events if e.kind == "zero_grad"]
    seen = (
        f"The gradient used in step {step + 1} is the sum of this batch's gradient and the one "
        f"used before (relative difference to this batch's alone {alone:.2g}, to the sum "
        f"{rest:.1g}), and so it is at {explained.size} of {trace.steps} steps."
    )
    if zeroing:
        seen += f" zero_grad() ran {len(zeroing)} times, not once for each step."
    return Finding(
        CODE,
        "The gradients pile up",
        seen,
        _place(evidence),
        "backward() adds to .grad. Who empties it between two batches?",
        {"step": step + 1, "to_batch_alone": alone, "to_sum": rest, "steps": int(explained.size)},
    )


def _place(evidence: Evidence) -> int | None:
    """The attempt to zero that does not work, or the head of the loop that has none."""
    source = evidence.source
    zeroing = [e for e in evidence.trace.events if e.kind == "zero_grad"]
    return (
        evidence.line_of(zeroing)
        or source.uncalled("zero_grad")
        or source.call("zero_grad")
        or source.zeroing_by_hand()
        or evidence.batch_line
    )


def _close_to_sum(evidence: Evidence, steps: np.ndarray, added: np.ndarray) -> np.ndarray:
    """Whether the added part is the expected gradient, as precisely as the sums it comes from.

    Subtracting two large sums leaves their rounding errors, so the scale is that of the sums.
    """
    sums = np.linalg.norm(evidence.trace.gradients[steps], axis=1)
    sums = np.maximum(sums, np.linalg.norm(evidence.trace.gradients[steps - 1], axis=1))
    expected = evidence.replay.expected[steps]
    off = np.linalg.norm(added - expected, axis=1)
    allowed = 1e-3 * np.linalg.norm(expected, axis=1) + 1e-5 * sums
    return np.asarray(off <= allowed)
