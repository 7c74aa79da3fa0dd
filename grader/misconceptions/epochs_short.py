"""`epochs-short`: whole epochs are missing."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "epochs-short"


def find(evidence: Evidence) -> Finding | None:
    """All passes were complete, and there were fewer of them than asked."""
    passes, per_epoch = evidence.passes, evidence.updates_per_epoch
    if evidence.end.kind != "returned" or not passes or len(passes) >= evidence.exercise.epochs_min:
        return None
    if len(evidence.steps) >= evidence.exercise.epochs_min * per_epoch:
        return None
    if evidence.source.iterator_outside_loops() and len(passes) == 1:
        return None  # the loop goes on, and finds nothing left
    if any(sum(len(i.kind("step")) for i in p) < per_epoch for p in passes):
        return None
    return Finding(
        CODE,
        "Too few epochs",
        f"{count(len(passes), 'epoch')} trained, where {evidence.exercise.epochs_min} are asked.",
        _shortened(evidence) or evidence.source.leaving_loop() or _head(evidence),
        "How many times does the outer loop run, and what ends it?",
        {"epochs": len(passes)},
    )


def _shortened(evidence: Evidence) -> int | None:
    """The epoch loop, where its range is not just the number of epochs."""
    loop = evidence.source.epoch_loop()
    return loop if evidence.source.is_partial_range(loop) else None


def _head(evidence: Evidence) -> int | None:
    """The epoch loop, or the function that has none."""
    loop = evidence.source.epoch_loop()
    if loop is not None and loop == evidence.batch_line:
        return evidence.source.definition("train")
    return loop or evidence.batch_line
