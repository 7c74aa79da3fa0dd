"""`clipping-missing`: the step uses the gradient as it is, where it should be clipped first."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.misconceptions import clip_after_step, clip_before_backward
from grader.source import CLIPPERS
from grader.verdict import Finding

CODE = "clipping-missing"

MISPLACED = (clip_before_backward, clip_after_step)


def find(evidence: Evidence) -> Finding | None:
    """The wrong gradients are those of the batches before clipping."""
    if not evidence.unclipped or any(m.find(evidence) for m in MISPLACED):
        return None
    wrong = int((~evidence.replay.gradient_ok).sum())
    called = evidence.source.call(*CLIPPERS)
    seen = f"At {wrong} steps the gradient was longer than allowed, and step() used it as it was."
    if called:
        seen += f" The clipping in line {called} has no effect on it."
    return Finding(
        CODE,
        "The step uses the gradient unclipped",
        seen,
        called or evidence.source.gradient_scaling() or evidence.line_of(evidence.reaching),
        "Which gradients are clipped there, and at which moment: complete, and not yet used?",
        {"steps": wrong},
    )
