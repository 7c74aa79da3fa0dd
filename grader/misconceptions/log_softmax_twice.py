"""`log-softmax-twice`: the criterion takes a log-softmax of what already is one."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "log-softmax-twice"


def find(evidence: Evidence) -> Finding | None:
    """The criterion was given rows of log-probabilities, made from the model's output."""
    twice = [e for e in evidence.losses if e.facts.get("normalized")]
    if not twice:
        return None
    return Finding(
        CODE,
        "log_softmax before a criterion that takes one itself",
        "CrossEntropyLoss makes the log-softmax of what it gets. Of log-probabilities that is the "
        "same again, so nothing changes but the work. With softmax in its place it would.",
        evidence.source.call("log_softmax", "LogSoftmax") or evidence.line_of(twice),
        "What does the criterion expect: logits or log-probabilities?",
    )
