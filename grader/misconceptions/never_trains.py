"""`never-trains`: the given model is never run forward, so nothing can be learned."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "never-trains"


def find(evidence: Evidence) -> Finding | None:
    """No step, no backward, and no forward of the given model that a loss could follow from."""
    trains = any(i.trains for i in evidence.iterations)
    if evidence.end.kind != "returned" or evidence.steps or evidence.own_steps:
        return None
    if evidence.backwards or trains or evidence.forwards or evidence.moved_without_step:
        return None
    if evidence.end.message:
        return Finding(
            CODE,
            "train() never ran its body",
            f"train() returned {evidence.end.message}: a function with `yield` or `async` in it "
            "only starts once somebody asks it for a value.",
            evidence.source.yields() or evidence.source.definition("train"),
            "What does calling a function with `yield` in it do?",
        )
    looked = "The loader was read, but" if evidence.iterations else "No batch was read, and"
    return Finding(
        CODE,
        "The loop never trains",
        f"train() returned and {looked.lower()} the given model was never called: no forward "
        "pass, no loss, no gradient, no step.",
        evidence.batch_line
        or evidence.source.use_of_inner("train")
        or evidence.source.early_return("train")
        or evidence.source.epoch_loop()
        or evidence.source.definition("train"),
        "Does the body of your loop run at all? Print something in it.",
    )
