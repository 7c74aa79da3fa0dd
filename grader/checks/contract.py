"""The six points of the verdict contract, but for the metrics."""

from __future__ import annotations

import numpy as np

from grader.checks import Check, Mismatch
from grader.ends import EXPLANATIONS
from grader.evidence import Evidence
from grader.replay import distance


def runs(evidence: Evidence) -> None:
    """train() runs to its end."""
    end = evidence.end
    if end.kind != "returned":
        found = f"{end.type}: {end.message}" if end.type else end.message
        known = EXPLANATIONS.get(end.kind)
        raise Mismatch("train() to return", found or (known.title if known else "an exception"))


def function_correct(evidence: Evidence) -> None:
    """The function's value and gradient are right for new inputs."""
    trial = evidence.trial
    if trial is None or trial.problem:
        found = trial.problem if trial else "none"
        raise Mismatch("a function that can be applied and differentiated", found)
    if evidence.reaching and not evidence.uses_function:
        raise Mismatch("the function in the graph of the loss", "none")
    if not trial.value_ok:
        raise Mismatch(
            "the value of the given function", f"one that is off by {trial.value_off:.2g}"
        )
    if not trial.gradient_ok:
        raise Mismatch(
            "the gradient of the given function",
            f"one that is off by {trial.gradient_off:.2g} of its largest value",
        )


def gradients_non_none(evidence: Evidence) -> None:
    """Every parameter has a gradient at each step."""
    trace = evidence.trace
    if not evidence.steps:
        if not any(trace.final_present) and not evidence.reaching:
            raise Mismatch("a gradient in every parameter's .grad", "None, from start to end")
        return
    bad = np.flatnonzero(~evidence.has_gradient)
    if bad.size:
        absent = [
            name
            for name, there in zip(evidence.replay.layout.names, trace.present[bad[0]], strict=True)
            if not there
        ]
        who = "every parameter" if len(absent) == trace.present.shape[1] else ", ".join(absent)
        raise Mismatch(
            "a gradient for every parameter at each step",
            f"{who}: .grad is None at step {bad[0] + 1}"
            + (f" and {bad.size - 1} more" if bad.size > 1 else ""),
        )
    if names := evidence.thawed:
        raise Mismatch(
            f"no gradient in the frozen {', '.join(evidence.exercise.frozen)}",
            f"one in {', '.join(names)}",
        )
    if not np.isfinite(trace.gradients).all():
        step = int(np.flatnonzero(~np.isfinite(trace.gradients).all(axis=1))[0])
        raise Mismatch("finite gradients", f"NaN or infinity at step {step + 1}")
    if not np.isfinite(trace.before).all() or not np.isfinite(trace.final).all():
        raise Mismatch("finite parameters", "NaN or infinity in the course of training")


def gradients_by_autograd(evidence: Evidence) -> None:
    """Each gradient is made by autograd."""
    if evidence.by_hand:
        raise Mismatch(
            "gradients that autograd made",
            f"others at {len(evidence.by_hand)} of {len(evidence.steps)} steps",
        )


def parameters_change(evidence: Evidence) -> None:
    """Training changes every parameter that is to learn."""
    moved = evidence.moved
    frozen = [name for name in moved if evidence.exercise.is_frozen(name)]
    still = [name for name in moved if name not in frozen and not moved[name]]
    if still:
        who = "none of them" if not any(moved.values()) else f"all but {', '.join(still)}"
        raise Mismatch("every parameter to change", f"{who} changed")
    if thawed := [name for name in frozen if moved[name]]:
        raise Mismatch("the frozen parameters to stay as they were", f"{', '.join(thawed)} changed")


def gradients_correct(evidence: Evidence) -> None:
    """Each gradient is that of this batch's loss."""
    replay = evidence.replay
    bad = np.flatnonzero(~replay.gradient_ok)
    if not bad.size:
        return
    step = int(bad[0])
    if not np.isfinite(replay.expected[step]).all():
        found = f"step {step + 1} belongs to no batch of the given loader"
    else:
        off = distance(replay.used[step], replay.expected[step])
        found = f"another one at step {step + 1}, relative difference {off:.2g}"
    raise Mismatch(
        f"the gradient of the batch's loss at all {evidence.trace.steps} steps",
        found + (f" ({bad.size} steps in all)" if bad.size > 1 else ""),
    )


def updates_correct(evidence: Evidence) -> None:
    """Each update is the optimizer's, and nothing else moves a parameter."""
    replay = evidence.replay
    bad = np.flatnonzero(~replay.update_ok)
    if bad.size:
        raise Mismatch(
            "the given optimizer's update from the gradient at each step",
            f"another one at step {bad[0] + 1}"
            + (f" ({bad.size} steps in all)" if bad.size > 1 else ""),
        )
    moved = np.flatnonzero(replay.moved)
    if moved.size:
        where = (
            "after the last step"
            if moved[0] == evidence.trace.steps
            else (f"before step {moved[0] + 1}")
        )
        if not evidence.steps:
            where = "without any step"
        raise Mismatch("parameters that only step() changes", f"a change {where}")


def within_budget(evidence: Evidence) -> None:
    """Each epoch uses every batch once, within the budget."""
    exercise, replay = evidence.exercise, evidence.replay
    for name in replay.held:
        spec = exercise.optimizer(name)
        per_epoch = -(-replay.per_epoch // spec.window)
        if not per_epoch:
            continue
        counted = sum(1 for e in evidence.steps if e.target == name)
        low, high = exercise.epochs_min * per_epoch, exercise.epochs_max * per_epoch
        if not low <= counted <= high:
            want = str(low) if low == high else f"{low} to {high}"
            raise Mismatch(
                f"{want} updates ({exercise.epochs_max} epochs of {per_epoch})",
                f"{counted} updates",
            )
        if repeated := replay.repeated(name, per_epoch):
            raise Mismatch(
                "each batch of the loader once in an epoch",
                f"{repeated[1]} samples again in epoch {repeated[0]}",
            )
        if missing := replay.missing(name, per_epoch):
            raise Mismatch(
                "every sample of the loader in each epoch",
                f"{missing[1]} left out in epoch {missing[0]}",
            )


def given_unchanged(evidence: Evidence) -> None:
    """Model, optimizer and data are the given ones."""
    trace = evidence.trace
    if not evidence.replay.initial_ok(trace):
        raise Mismatch("the given initial parameters", "others")
    if trace.replaced:
        raise Mismatch("the given parameters", f"{', '.join(trace.replaced)} replaced")
    changed = [e for e in evidence.steps if "changed" in e.facts]
    if changed and evidence.settings_matter:
        raise Mismatch("the given hyperparameters", str(changed[0].facts["changed"])[:200])


CONTRACT = (
    Check("runs", runs),
    Check("function-correct", function_correct, ("runs",)),
    Check("gradients-non-none", gradients_non_none, ("runs", "function-correct")),
    Check("gradients-by-autograd", gradients_by_autograd, ("gradients-non-none",)),
    Check("parameters-change", parameters_change, ("gradients-non-none", "gradients-by-autograd")),
    Check("gradients-correct", gradients_correct, ("parameters-change",)),
    Check("updates-correct", updates_correct, ("parameters-change", "gradients-correct")),
    Check("within-budget", within_budget, ("gradients-correct", "updates-correct")),
    Check("given-unchanged", given_unchanged, ("gradients-correct", "updates-correct")),
)
