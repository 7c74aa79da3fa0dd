"""`freeze-without-effect`: an attribute is set that looks like requires_grad and is none."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "freeze-without-effect"


def find(evidence: Evidence) -> Finding | None:
    """Modules or parameters have attributes of that name which PyTorch never looks at."""
    stray = [e.target or "" for e in evidence.trace.by_kind["stray"]]
    if not stray:
        return None
    key = stray[0].rpartition(".")[2]
    return Finding(
        CODE,
        "A freeze that freezes nothing",
        f"{stray[0]} was set, which is a new attribute that nothing looks at: the parameters learn "
        "on. A module has requires_grad_(False); a parameter has requires_grad.",
        evidence.source.assignment_to(key) or evidence.source.mention(key),
        "What does requires_grad of the parameters say after this line?",
        {"attributes": len(stray)},
    )
