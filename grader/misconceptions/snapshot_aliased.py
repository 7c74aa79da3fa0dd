"""`snapshot-aliased`: a state dict is kept as a snapshot, and changes with the model."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "snapshot-aliased"
NAMES = ("best", "saved", "snapshot", "backup", "checkpoint", "previous", "old")


def find(evidence: Evidence) -> Finding | None:
    """A state dict without a copy outlived a step, or a second name was bound to the model."""
    kept = evidence.trace.by_kind["kept"]
    models = {name.partition(".")[0] for name in evidence.replay.layout.names}
    line = evidence.line_of(kept) or evidence.source.alias(models, NAMES)
    if line is None:
        return None
    return Finding(
        CODE,
        "A snapshot that changes with the model",
        "What is kept here are the model's own tensors and no copies of them: after the next "
        "step() they have the new values.",
        line,
        "After ten more steps, do the snapshot and the model differ?",
    )
