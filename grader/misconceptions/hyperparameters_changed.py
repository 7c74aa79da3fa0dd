"""`hyperparameters-changed`: the optimizer is not run as it was given."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "hyperparameters-changed"


def find(evidence: Evidence) -> Finding | None:
    """At some step the optimizer's parameter groups had other values than at the start."""
    changed = [e for e in evidence.steps if "changed" in e.facts]
    if not changed:
        return None
    what = str(changed[0].facts["changed"])[:100]
    keys = (what.partition(":")[0], "param_groups", "lr")
    return Finding(
        CODE,
        "The optimizer's settings were changed",
        f"{what} (at {len(changed)} of {len(evidence.steps)} steps). Valid elsewhere, not what "
        "this exercise asks: the optimizer stays as it is given.",
        evidence.source.setting(*keys)
        or evidence.source.binding_like("sched")
        or evidence.source.scheduler_step()
        or evidence.source.mention("lr_scheduler")
        or evidence.line_of(changed),
        "What does your loop change besides the parameters?",
    )


def explains(evidence: Evidence) -> bool:
    """Where the updates are others than the given settings make."""
    return evidence.settings_matter
