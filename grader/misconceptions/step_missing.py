"""`step-missing`: gradients are computed, and nobody uses them."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.misconceptions import wrong_optimizer_stepped
from grader.verdict import Finding

CODE = "step-missing"


def find(evidence: Evidence) -> Finding | None:
    """backward() reached the parameters, and a given optimizer never stepped."""
    if not evidence.ran_through or not evidence.reaching:
        return None
    if wrong_optimizer_stepped.find(evidence):
        return None
    idle = set(evidence.replay.held) - {e.target for e in evidence.steps}
    if not idle or evidence.own_steps or (evidence.moved_without_step and not evidence.steps):
        return None
    line = evidence.source.uncalled("step")
    how = "was named without being called: its parentheses are missing" if line else "never ran"
    return Finding(
        CODE,
        "The optimizer never steps",
        f"backward() computed gradients {len(evidence.reaching)} times, and "
        f"{min(idle)}.step() {how}. The parameters are what they were.",
        line or _never_ran(evidence) or evidence.line_of(evidence.reaching),
        "Who moves the parameters once the gradients are known?",
        {"backwards": len(evidence.reaching)},
    )


def _never_ran(evidence: Evidence) -> int | None:
    """A call of step() that stands in the file and was not reached, where none was."""
    return None if evidence.steps else evidence.source.unreached("step")
