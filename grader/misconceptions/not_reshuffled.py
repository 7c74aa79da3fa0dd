"""`not-reshuffled`: the batches of the first epoch are kept and used in all of them."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "not-reshuffled"


def find(evidence: Evidence) -> Finding | None:
    """All epochs were made of the batches of one pass."""
    exercise, replay = evidence.exercise, evidence.replay
    distinct = {number for window in replay.windows for number in window}
    if exercise.epochs_min < 2 or not distinct or len(distinct) > replay.per_epoch:
        return None
    order = [row for number in sorted(distinct) for row in replay.rows.get(number, ())]
    if order == sorted(order):
        return None  # the loader does not shuffle, so that nothing is lost
    if len(evidence.steps) < exercise.epochs_min * evidence.updates_per_epoch:
        return None
    return Finding(
        CODE,
        "Every epoch used the same batches",
        "The loader's batches were kept and used again. Iterating over `loader` anew in each "
        "epoch shuffles the data, which usually trains better.",
        evidence.batch_line,
    )
