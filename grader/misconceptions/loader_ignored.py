"""`loader-ignored`: the batches that are trained on are not the given loader's."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "loader-ignored"
MAKERS = ("dataset", "DataLoader", "TensorDataset", "make_data", "randn", "rand", "randint")


def find(evidence: Evidence) -> Finding | None:
    """Training goes on outside of any pass over the given loader, or on other batches."""
    if evidence.end.kind != "returned":
        return None
    training = evidence.reaching or evidence.steps
    if not training or (evidence.replay.gradient_ok.all() and evidence.steps):
        return None
    if evidence.iterations and not _feeds_others(evidence):
        return None
    return Finding(
        CODE,
        "The given loader is not used",
        "The model was trained on data that the given loader did not yield as a batch. That may "
        "be valid elsewhere; this exercise asks for one update for each batch of `loader`.",
        evidence.source.mention(*MAKERS)
        or evidence.source.origin(evidence.forward_line)
        or evidence.forward_line,
        "Where do the inputs of the forward pass come from?",
    )


def _feeds_others(evidence: Evidence) -> bool:
    """Whether most trained forwards saw tensors that no batch held, from another source."""
    own_loaders = any(e.kind == "batch" and e.target is None for e in evidence.trace.events)
    trained = [e for e in evidence.forwards if e.facts.get("grad", True)]
    strangers = [e for e in trained if e.number is None]
    if not trained or 2 * len(strangers) <= len(trained):
        return False
    return own_loaders or "dataset" in evidence.source.text
