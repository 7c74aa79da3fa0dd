"""`model-replaced`: the parameters that are trained are not the given ones."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "model-replaced"


def find(evidence: Evidence) -> Finding | None:
    """Parameters of the given model were other tensors at the end than at the start."""
    replaced = evidence.trace.replaced
    if not replaced:
        return None
    named = [name.rpartition(".")[2] for name in replaced]
    return Finding(
        CODE,
        "The model's parameters were replaced",
        f"{', '.join(replaced)} ended as a new tensor. The optimizer still holds the old one, "
        "so whatever it does no longer reaches the model.",
        evidence.source.assignment_to(*named, "fc1", "fc2", "data"),
        "Which tensors does the optimizer hold, and which does the model use now?",
    )
