"""`model-replaced`: the parameters that are trained are not the given ones."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "model-replaced"


def find(evidence: Evidence) -> Finding | None:
    """The given model's parameters became other tensors, or another model is trained."""
    replaced = evidence.trace.replaced
    if not replaced:
        return _another_model(evidence)
    named = [part for name in replaced for part in name.split(".")[1:]]
    return Finding(
        CODE,
        "The model's parameters were replaced",
        f"{', '.join(replaced)} ended as a new tensor. The optimizer still holds the old one, "
        "so whatever it does no longer reaches the model.",
        evidence.source.assignment_to(*named, "data"),
        "Which tensors does the optimizer hold, and which does the model use now?",
    )


def _another_model(evidence: Evidence) -> Finding | None:
    """Something went backward, the given model never ran, and it stayed as it was."""
    if evidence.end.kind != "returned":
        return None
    if evidence.forwards or evidence.reaching:
        return _one_of_several(evidence)
    if evidence.steps and evidence.has_gradient.any():
        return None  # the given model has gradients, however they were made
    if not evidence.backwards or evidence.moved_without_step:
        return None
    return _finding(evidence)


def _one_of_several(evidence: Evidence) -> Finding | None:
    """One of the given models never ran and never had a gradient, while others did."""
    ran = {event.target for event in evidence.forwards}
    owners = [name.partition(".")[0] for name in evidence.replay.layout.names]
    away = set(owners) - ran
    touched = {name.partition(".")[0] for name in evidence.names_of(evidence.reached)}
    if not ran or not away or touched & away:
        return None
    copied = evidence.source.call("deepcopy") or any(map(evidence.source.binding_of, away))
    return _finding(evidence) if copied else None


def _finding(evidence: Evidence) -> Finding:
    return Finding(
        CODE,
        "Another model is trained",
        f"backward() ran {len(evidence.backwards)} times, and the given model was never called: "
        "what is trained is a copy, or a model of your own.",
        evidence.source.call("deepcopy", "SimpleNet", "Sequential", "load_state_dict")
        or evidence.line_of(evidence.backwards),
        "Is the model that you call the one that train() was given?",
    )
