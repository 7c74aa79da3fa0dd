"""`update-wrong`: the step did not do what the given optimizer does."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "update-wrong"


def find(evidence: Evidence) -> Finding | None:
    """Some step left other parameters than the given optimizer's rule gives."""
    bad = np.flatnonzero(~evidence.replay.update_ok)
    if not bad.size or not evidence.steps:
        return None
    return Finding(
        CODE,
        "An update is not the given optimizer's",
        f"At step {bad[0] + 1} (and at {bad.size} of {evidence.trace.steps} in all) the "
        "parameters after step() are not what the given optimizer makes of this gradient.",
        evidence.source.attribute("state") or evidence.line_of([evidence.steps[int(bad[0])]]),
        "What else happens to the parameters or to the optimizer around step()?",
        {"steps": int(bad.size)},
    )
