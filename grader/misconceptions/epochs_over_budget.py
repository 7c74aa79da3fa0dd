"""`epochs-over-budget`: more training than the exercise allows."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "epochs-over-budget"


def find(evidence: Evidence) -> Finding | None:
    """More updates than the epochs of the budget have."""
    allowed = evidence.exercise.epochs_max * evidence.updates_per_epoch
    done = evidence.trace.steps_seen
    if not allowed or done <= allowed:
        return None
    if len(evidence.passes) <= evidence.exercise.epochs_max:
        return Finding(
            CODE,
            "More updates than batches",
            f"{count(done, 'update')}, where {evidence.exercise.epochs_max} epochs of "
            f"{evidence.replay.per_epoch} batches make {allowed}{_for_each(evidence)}.",
            (evidence.source.epoch_loop() if evidence.replay.per_epoch == 1 else None)
            or evidence.line_of(evidence.steps),
            "Which batch makes more than one update?",
            {"updates": done, "allowed": allowed},
        )
    return Finding(
        CODE,
        "Trained for longer than the budget",
        f"{done} updates, where {evidence.exercise.epochs_max} epochs of "
        f"{evidence.replay.per_epoch} batches make {allowed}{_for_each(evidence)}.",
        _extra_pass(evidence)
        or evidence.source.loop_between(evidence.source.epoch_loop(), evidence.batch_line)
        or evidence.source.epoch_loop()
        or evidence.batch_line,
        "How many times does the outer loop run?",
        {"updates": done, "allowed": allowed},
    )


def _for_each(evidence: Evidence) -> str:
    """A word on several optimizers."""
    count = len(evidence.replay.held)
    return f" for {count} optimizers" if count > 1 else ""


def _extra_pass(evidence: Evidence) -> int | None:
    """The loop that goes over the budget, where it is another one than the first."""
    passes = evidence.passes
    if len(passes) <= evidence.exercise.epochs_max:
        return None
    line = passes[evidence.exercise.epochs_max][0].batch.line
    return line if line != passes[0][0].batch.line else None
