"""`backward-missing`: nothing computes the gradients that step() should use."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding
from grader.words import count

CODE = "backward-missing"


def find(evidence: Evidence) -> Finding | None:
    """Iterations compute a loss, and no backward follows."""
    if not evidence.ran_through or (evidence.has_gradient.all() and evidence.steps):
        return None
    training = [i for p in evidence.passes for i in p]
    without = [i for i in training if not i.kind("backward")]
    if evidence.backwards and len(evidence.replay.held) > 1:
        return _one_of_several(evidence)
    if not without or (evidence.backwards and not evidence.steps):
        return None
    thrown_away = [e for i in without for e in i.kind("grad")]
    line = evidence.source.uncalled("backward") or evidence.line_of(thrown_away)
    made = "a loss was computed" if evidence.losses else "the model ran, no loss came of it,"
    seen = f"In {len(without)} of {count(len(training), 'iteration')} {made} and "
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
        line or _never_ran(evidence) or _after(evidence),
        "What fills the .grad of each parameter?",
        {"iterations": len(without), "steps_without_gradient": steps},
    )


def _never_ran(evidence: Evidence) -> int | None:
    """A call that stands in the file and was not reached, or whose name is misspelt."""
    if evidence.backwards:
        return None
    source = evidence.source
    return source.unreached("backward") or source.misspelt("backward")


def _after(evidence: Evidence) -> int | None:
    """The line after which backward() belongs: where the loss is made, seen from the step."""
    made = [
        [e for e in (i.turns[0].events if i.turns else i.events) if e.kind == "loss"]
        for i in evidence.iterations
    ]
    line = evidence.line_of(losses[-1] for losses in made if losses) or evidence.loss_line
    return evidence.source.seen_from(evidence.line_of(evidence.steps), line)


def _one_of_several(evidence: Evidence) -> Finding | None:
    """One optimizer steps without any backward since the step of another."""
    for name in evidence.mostly_wrong:
        turns = [turn for _, turn in evidence.out_of_turn(name)]
        losses = [[e for e in turn.events if e.kind == "loss"] for turn in turns]
        if not any(losses):
            continue
        return Finding(
            CODE,
            "One of the losses never goes backward",
            f"{name} stepped {len(turns)} times, and no backward() had come since the step of the "
            "other optimizer.",
            evidence.source.uncalled("backward")
            or evidence.line_of(made[-1] for made in losses if made),
            "What fills the .grad of the parameters that this optimizer moves?",
            {"steps": len(turns)},
        )
    return None
