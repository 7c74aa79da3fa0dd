"""`update-by-hand`: parameters are changed without the optimizer's step."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from grader.evidence import Evidence
from grader.trace import Array
from grader.verdict import Finding

CODE = "update-by-hand"
# A decay shrinks all parameters by the same factor; clamping them looks like it from afar.
PARALLEL = 0.99999
LEAF = "a leaf Variable that requires grad is being used in an in-place operation"


def find(evidence: Evidence) -> Finding | None:
    """No optimizer stepped, gradients were computed, and the parameters moved all the same."""
    if evidence.end.kind == "raised" and LEAF in evidence.end.message:
        return _in_graph(evidence)
    if evidence.end.kind != "returned" or any(e.facts.get("held") for e in evidence.own_steps):
        return None
    if not evidence.idle:
        return _beside_steps(evidence)
    moves = evidence.trace.by_kind["moved"]
    seen = moves or evidence.source.update_by_hand()
    if not (evidence.moved_without_step and evidence.reaching and seen):
        return None
    return Finding(
        CODE,
        "The update was made by hand",
        f"The parameters changed in {len(moves) + 1} places without any optimizer.step(). "
        "Valid elsewhere; here the step is part of the task.",
        evidence.source.parameter_update(),
        "Which object was given to you to move the parameters?",
    )


def _beside_steps(evidence: Evidence) -> Finding | None:
    """Most steps are followed by a change of the student's own."""
    moved = int(evidence.replay.moved[1:].sum())
    if 2 * moved < len(evidence.steps) or not evidence.replay.gradient_ok.any():
        return None
    if not _along_gradients(evidence):
        return None
    return Finding(
        CODE,
        "Parameters are also changed by hand",
        f"Beside {len(evidence.steps)} steps, something else changed the parameters {moved} times. "
        "Only the optimizer's updates may move them here.",
        evidence.source.parameter_update(),
        "Which line writes to the parameters, beside optimizer.step()?",
    )


def _along_gradients(evidence: Evidence) -> bool:
    """Whether most of what happened to parameters between steps looks like an update: along their
    gradients, or a decay.
    """
    trace, found = evidence.trace, []
    left = trace.left
    changes = trace.nexts.astype(float) - left
    for step in np.flatnonzero(evidence.replay.moved[1:]):
        ways = (trace.gradients[step], left[step])
        found.append(any(_cosine(changes[step], way) > PARALLEL for way in ways))
    return bool(2 * sum(found) >= len(found))


def _cosine(a: npt.NDArray[np.float64], b: Array) -> float:
    """How nearly two vectors are parallel, from 0 to 1, whatever their signs."""
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return abs(float(a @ b)) / length if length else 0.0


def _in_graph(evidence: Evidence) -> Finding:
    return Finding(
        CODE,
        "A parameter was changed by hand, inside the graph",
        "The line writes into a parameter while autograd watches, which PyTorch refuses. Moving "
        "the parameters is the work of the given optimizer.",
        evidence.end.line,
        "Which object was given to you to move the parameters?",
    )
