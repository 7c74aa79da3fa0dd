"""`inputs-changed`: the model gets something else than the batch's inputs."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "inputs-changed"


def find(evidence: Evidence) -> Finding | None:
    """Gradients are wrong, and most trained forwards had inputs with the values of no batch."""
    replay = evidence.replay
    trained = [e for e in evidence.forwards if e.facts.get("grad", True)]
    if len(replay.held) > 1:
        return None
    if replay.gradient_ok.all() or not evidence.has_gradient.all():
        return None
    if 2 * replay.strange < len(trained) or not replay.strange or replay.explained:
        return None
    return Finding(
        CODE,
        "The model does not get the batch's inputs",
        f"In {count(replay.strange, 'forward pass')} the model got inputs that are no batch of the "
        "loader: changed values, other rows, or another order. Valid elsewhere, not what this "
        "exercise asks.",
        _place(evidence),
        "What happens to the inputs between the loader and the model?",
        {"forwards": replay.strange},
    )


def _place(evidence: Evidence) -> int | None:
    """Where the inputs are made anew inside the batch loop, or where the model gets them."""
    forward, loop = evidence.forward_line, evidence.batch_line
    made = evidence.source.origin(forward)
    return made if made and loop and made > loop else forward
