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
    if evidence.end.kind != "returned" or evidence.forwards or evidence.reaching:
        return None
    if not evidence.backwards or evidence.moved_without_step:
        return None
    return Finding(
        CODE,
        "Another model is trained",
        f"backward() ran {len(evidence.backwards)} times, and the given model was never called: "
        "what is trained is a copy, or a model of your own.",
        evidence.source.call("deepcopy", "SimpleNet", "Sequential", "load_state_dict")
        or evidence.line_of(evidence.backwards),
        "Is the model that you call the one that train() was given?",
    )
