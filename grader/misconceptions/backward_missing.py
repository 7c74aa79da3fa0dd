"""`backward-missing`: nothing computes the gradients that step() should use."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "backward-missing"


def find(evidence: Evidence) -> Finding | None:
    """Iterations compute a loss, and no backward follows."""
    if evidence.end.kind != "returned" or (evidence.has_gradient.all() and evidence.steps):
        return None
    training = [i for p in evidence.passes for i in p]
    without = [i for i in training if not i.kind("backward")]
    if not without or (evidence.backwards and not evidence.steps):
        return None
    thrown_away = [e for i in without for e in i.kind("grad")]
    line = evidence.source.uncalled("backward") or evidence.line_of(thrown_away)
    seen = f"In {len(without)} of {len(training)} iterations a loss was computed and "
    if thrown_away:
        seen += "autograd.grad() answered with its gradients, which nobody put into .grad."
    elif line:
        seen += "backward() was named without being called: its parentheses are missing."
    else:
        seen += "backward() was never called on it."
    steps = int(evidence.without_gradient.sum())
    if steps:
        seen += f" At {steps} steps no parameter had a gradient, so step() changed nothing."
    return Finding(
        CODE,
        "Nothing goes backward",
        seen,
        line or evidence.loss_line,
        "What fills the .grad of each parameter?",
        {"iterations": len(without), "steps_without_gradient": steps},
    )
