"""`batches-skipped`: some batches of the loader make no update."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "batches-skipped"


def find(evidence: Evidence) -> Finding | None:
    """Fewer updates than the loader's batches in the epochs that were asked for."""
    wanted = evidence.exercise.epochs_min * evidence.replay.per_epoch
    done = len(evidence.steps)
    if evidence.end.kind != "returned" or not wanted or not done:
        return None
    repeated = _repeats(evidence)
    if done >= wanted and not repeated:
        return None
    seen = f"{done} updates, where {evidence.exercise.epochs_min} epochs of "
    seen += f"{evidence.replay.per_epoch} batches make {wanted}."
    if repeated:
        seen += f" {repeated} batches were used more than once."
    return Finding(
        CODE,
        "Not every batch makes an update",
        seen,
        evidence.source.leaving_loop() or evidence.batch_line,
        "Which batches does the loop leave out, and which line makes it?",
        {"updates": done, "wanted": wanted},
    )


def _repeats(evidence: Evidence) -> int:
    windows = [w for w in evidence.replay.windows if w]
    return len(windows) - len(set(windows)) if len(evidence.passes) > 1 else 0
