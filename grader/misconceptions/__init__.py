"""Named mistakes, one per file, all of one shape.

A misconception is a function of the evidence that answers with a Finding or None. It is found
from events, gradients and updates compared with the replay; the source is only used to point at a
line. `CAUSES` lists them in causal order: what makes later things go wrong comes first.
`REMARKS` lists what is worth knowing of a loop that may well be right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from grader.evidence import Evidence
from grader.verdict import Finding

Find = Callable[[Evidence], Finding | None]
Explains = Callable[[Evidence], bool]

# In causal order: the first that is found explains the attempt.
CAUSES: Sequence[str] = (
    "function_missing",
    "function_forward_wrong",
    "function_backward_wrong",
    "model_replaced",
    "not_written",
    "never_trains",
    "loader_ignored",
    "gradient_by_hand",
    "not_frozen",
    "parameters_frozen",
    "grad_disabled",
    "loss_detached",
    "backward_once_per_epoch",
    "loss_term_missing",
    "loss_not_scalar",
    "state_not_detached",
    "double_backward",
    "step_before_backward",
    "update_by_hand",
    "inplace_modified",
    "function_unused",
    "raised",
    "backward_missing",
    "update_not_in_place",
    "optimizer_of_other_parameters",
    "optimizer_recreated",
    "optimizer_replaced",
    "step_missing",
    "zero_grad_after_backward",
    "step_once_per_epoch",
    "accumulation_missing",
    "accumulation_discarded",
    "accumulation_remainder",
    "accumulation_unscaled",
    "state_not_reset",
    "state_not_carried",
    "clip_before_backward",
    "clip_after_step",
    "clipping_missing",
    "graph_not_cut",
    "wrong_optimizer_stepped",
    "double_step",
    "zero_grad_missing",
    "loss_sign",
    "accumulation_unasked",
    "gradient_clipped",
    "gradient_scaled",
    "inputs_changed",
    "loss_wrong_input",
    "backward_wrong_tensor",
    "gradient_wrong",
    "hyperparameters_changed",
    "weights_loaded",
    "update_wrong",
    "epochs_over_budget",
    "epochs_short",
    "batches_skipped",
    "evidence_inconsistent",
    "threshold_missed",
)


# What is worth knowing of a run and fails nobody, in the order of the calls of a loop.
REMARKS: Sequence[str] = (
    "wrong_mode",
    "freeze_without_effect",
    "log_softmax_twice",
    "detach_unused",
    "retain_graph_needless",
    "clip_before_backward",
    "clip_after_step",
    "graph_kept",
    "snapshot_aliased",
    "hyperparameters_changed",
    "not_reshuffled",
)


@dataclass(frozen=True)
class Misconception:
    """A code, as it stands in verdicts, and the function that finds it.

    `explains` tells whether a failed check may be due to it: some mistakes are found in loops that
    are none the worse for them.
    """

    code: str
    find: Find
    explains: Explains


def all_misconceptions() -> list[Misconception]:
    """Every misconception that fails an attempt, in causal order."""
    return [_load(name) for name in CAUSES]


def all_remarks() -> list[Misconception]:
    """Every one that stands beside a passed attempt."""
    return [_load(name) for name in REMARKS]


def _load(name: str) -> Misconception:
    module = import_module(f"{__name__}.{name}")
    return Misconception(module.CODE, module.find, getattr(module, "explains", _always))


def _always(evidence: Evidence) -> bool:
    return True
