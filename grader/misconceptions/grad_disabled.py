"""`grad-disabled`: the forward pass or the loss is computed while gradients are switched off."""

from __future__ import annotations

from grader.evidence import Evidence, Iteration
from grader.verdict import Finding

CODE = "grad-disabled"


def find(evidence: Evidence) -> Finding | None:
    """The forwards of training iterations ran under no_grad, inference_mode or the like."""
    if evidence.end.kind == "returned" and evidence.replay.gradient_ok.any():
        return None
    tried = [i for i in evidence.iterations if i.kind("backward", "grad", "step")]
    if not tried and evidence.end.kind == "raised":
        tried = evidence.iterations[-1:]
    disabled = [i for i in tried if _disabled(i)]
    if not disabled or 2 * len(disabled) < len(tried):
        return None
    at = next(e for e in disabled[-1].kind("forward", "loss") if not e.facts.get("grad", True))
    line = at.line or evidence.forward_line
    switch = evidence.source.gradient_disabled_at(line) if line else None
    what = "forward pass" if at.kind == "forward" else "loss"
    return Finding(
        CODE,
        "Gradients are switched off where the loss is made",
        f"The {what} ran while autograd was off, so the loss has no graph to go back through"
        f" ({len(disabled)} of {len(tried)} training iterations).",
        switch or line,
        "Which lines stand inside the block that switches gradients off?",
        {"iterations": len(disabled)},
    )


def _disabled(iteration: Iteration) -> bool:
    forwards = iteration.kind("forward")
    if forwards and all(not e.facts.get("grad", True) for e in forwards):
        return True
    losses = iteration.kind("loss")
    return bool(losses) and all(not e.facts.get("grad", True) for e in losses)
