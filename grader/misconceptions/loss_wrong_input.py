"""`loss-wrong-input`: the loss is made of something else than the model's output and labels."""

from __future__ import annotations

import numpy as np

from grader.evidence import BACKWARD, Evidence
from grader.hypotheses import BY_NAME, Hypothesis
from grader.trace import Event
from grader.verdict import Finding

CODE = "loss-wrong-input"


def find(evidence: Evidence) -> Finding | None:
    """A loss of something else gives the gradients, or the criterion was given another tensor."""
    bad = int(np.sum(~evidence.replay.gradient_ok))
    if not bad or not evidence.has_gradient.all():
        return None
    if exchanged := evidence.exchanged:
        return Finding(
            CODE,
            "The criterion's arguments are exchanged",
            f"At {bad} steps the gradient is not that of this batch's loss: the criterion got the "
            "labels first and the model's output second.",
            evidence.line_of(exchanged),
            "Which of its two arguments does the criterion take for the outputs?",
            {"steps": bad},
        )
    alike = {k: v for k, v in evidence.replay.alike.items() if k in BY_NAME}
    likeliest = max(alike, key=lambda name: alike[name], default="")
    if alike.get(likeliest, 0.0) >= 0.5:
        return _explained(evidence, BY_NAME[likeliest], bad)
    if not evidence.replay.plain:
        return _one_never_called(evidence, bad)
    training = _before_backward(evidence)
    if evidence.forwards and not training:
        return Finding(
            CODE,
            "Another loss than the given criterion",
            f"At {bad} steps the gradient is not that of the given loss, and the given criterion "
            "was never called. Valid elsewhere, not what this exercise asks.",
            evidence.source.binding_of("criterion") or evidence.loss_origin,
            "Which loss does train() get, and which one goes backward?",
            {"steps": bad},
        )
    for fact, what in (("of_output", "the model's output"), ("of_labels", "the batch's labels")):
        other = [e for e in training if not e.facts.get(fact, True)]
        if other and 2 * len(other) >= len(training):
            return Finding(
                CODE,
                f"The criterion gets something else than {what}",
                f"At {bad} steps the gradient is not that of this batch's loss: the criterion was "
                f"not given {what} unchanged.",
                evidence.line_of(other) or evidence.loss_origin,
                "What exactly does the criterion get, and what does it expect?",
                {"steps": bad},
            )
    return None


def _one_never_called(evidence: Evidence, bad: int) -> Finding | None:
    """One of several given criteria was never called."""
    given = [name for name in evidence.exercise.signature if "criterion" in name]
    called = {e.target for e in evidence.losses}
    unused = [name for name in given if name not in called]
    if not unused:
        return None
    source = evidence.source
    return Finding(
        CODE,
        "Another loss than the given criterion",
        f"At {bad} steps the gradient is not that of the given losses, and {unused[0]} was never "
        "called. Valid elsewhere, not what this exercise asks.",
        source.binding_of(unused[0]) or source.loss_call() or evidence.loss_origin,
        "Which losses does train() get, and which ones go backward?",
        {"steps": bad, "criterion": unused[0]},
    )


def _before_backward(evidence: Evidence) -> list[Event]:
    """The losses with a graph that came before the last backward of the run."""
    events = evidence.trace.events
    last = max((n for n, e in enumerate(events) if e.kind in BACKWARD), default=0)
    return [e for e in events[:last] if e.kind == "loss" and e.facts.get("requires_grad", True)]


def _explained(evidence: Evidence, hypothesis: Hypothesis, bad: int) -> Finding:
    place = evidence.source.call(hypothesis.name) or evidence.source.call(
        hypothesis.name.capitalize()
    )
    return Finding(
        CODE,
        f"The loss gets {hypothesis.told}",
        f"At {bad} steps the gradient is not that of this batch's loss. It is exactly what the "
        f"criterion gives for {hypothesis.told}.",
        place or evidence.loss_line,
        "What exactly does the criterion get, and what does it expect?",
        {"steps": bad, "input": hypothesis.name},
    )
