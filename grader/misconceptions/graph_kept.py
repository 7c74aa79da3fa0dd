"""`graph-kept`: a history or a running total keeps the graphs of all losses alive."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "graph-kept"


def find(evidence: Evidence) -> Finding | None:
    """More graphs of losses were alive at once than a window of batches has."""
    most = max((e.facts.get("alive", 0) for e in evidence.losses), default=0)
    if most <= 2 * evidence.window + 4:
        return None
    return Finding(
        CODE,
        "The graphs of old losses are kept",
        f"At one time the graphs of {most} losses were alive, although only the newest one goes "
        "backward. Memory grows with each batch: a loss that is kept as a tensor keeps its graph.",
        evidence.source.keeping_losses() or evidence.loss_line,
        "What do you need of an old loss: the tensor, or its number?",
        {"graphs": most},
    )
