"""`optimizer-recreated`: an optimizer is made anew again and again, and its state is lost."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "optimizer-recreated"


def find(evidence: Evidence) -> Finding | None:
    """Several optimizers of the student's own stepped, one after the other."""
    own = {e.number for e in evidence.own_steps if e.facts.get("held")}
    if len(own) < 2 or not evidence.idle:
        return _state_lost(evidence)
    name = str(evidence.own_steps[0].facts.get("optimizer", "another optimizer"))[:60]
    return Finding(
        CODE,
        "The optimizer is made anew again and again",
        f"{len(own)} optimizers ({name}) made {len(evidence.own_steps)} steps between them. "
        "Momentum and whatever else an optimizer remembers begins at zero with each of them; "
        "the given one never stepped.",
        evidence.own_optimizer_line,
        "How often does the line run that makes the optimizer?",
        {"optimizers": len(own)},
    )


def _state_lost(evidence: Evidence) -> Finding | None:
    """The given optimizer's updates are those of one that remembers nothing."""
    changed = any("changed" in e.facts for e in evidence.steps)
    if evidence.replay.forgetful < 0.5 or changed:
        return None
    wrong = int((~evidence.replay.update_ok).sum())
    return Finding(
        CODE,
        "The optimizer forgets what it knew",
        f"At {wrong} steps the update is that of an optimizer without a past: its state (momentum, "
        "running averages) was emptied.",
        evidence.source.attribute("state")
        or evidence.source.call("__setstate__", "load_state_dict", "__init__")
        or evidence.line_of(evidence.steps),
        "What does the optimizer remember from step to step, and which line makes it forget?",
        {"steps": wrong},
    )
