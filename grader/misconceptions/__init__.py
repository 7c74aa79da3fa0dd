"""Named mistakes, one per file, all of one shape.

A misconception is a function of the evidence that answers with a Finding or None. It is found
from events, gradients and updates compared with the replay; the source is only used to point at a
line. `CAUSES` lists them in causal order: what makes later things go wrong comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from grader.evidence import Evidence
from grader.verdict import Finding

Find = Callable[[Evidence], Finding | None]

# In causal order: the first that is found explains the attempt.
CAUSES: Sequence[str] = (
    "function_missing",
    "function_forward_wrong",
    "function_backward_wrong",
    "model_replaced",
    "never_trains",
    "loader_ignored",
    "gradient_by_hand",
    "not_frozen",
    "parameters_frozen",
    "grad_disabled",
    "loss_detached",
    "loss_not_scalar",
    "state_not_detached",
    "double_backward",
    "step_before_backward",
    "update_by_hand",
    "inplace_modified",
    "function_unused",
    "not_written",
    "raised",
    "optimizer_replaced",
    "backward_once_per_epoch",
    "backward_missing",
    "step_missing",
    "zero_grad_after_backward",
    "step_once_per_epoch",
    "accumulation_missing",
    "accumulation_remainder",
    "accumulation_unscaled",
    "state_not_reset",
    "state_not_carried",
    "clipping_missing",
    "wrong_optimizer_stepped",
    "graph_not_cut",
    "double_step",
    "zero_grad_missing",
    "loss_sign",
    "accumulation_unasked",
    "hyperparameters_changed",
    "gradient_clipped",
    "gradient_scaled",
    "inputs_changed",
    "loss_wrong_input",
    "backward_wrong_tensor",
    "gradient_wrong",
    "weights_loaded",
    "update_wrong",
    "epochs_over_budget",
    "epochs_short",
    "batches_skipped",
    "evidence_inconsistent",
    "threshold_missed",
)


@dataclass(frozen=True)
class Misconception:
    """A code, as it stands in verdicts, and the function that finds it."""

    code: str
    find: Find


def all_misconceptions() -> list[Misconception]:
    """Every misconception that is found from a trace, in causal order."""
    return [
        Misconception(name.replace("_", "-"), import_module(f"{__name__}.{name}").find)
        for name in CAUSES
    ]
