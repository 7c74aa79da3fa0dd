"""`accumulation-unscaled`: a window's gradients are added up, and not made their mean."""

from __future__ import annotations

import numpy as np

from grader.evidence import Evidence
from grader.misconceptions.gradient_scaled import factors
from grader.verdict import Finding

CODE = "accumulation-unscaled"


def find(evidence: Evidence) -> Finding | None:
    """The gradient used is one same multiple of the window's mean."""
    found = None if evidence.rate_for_sums or evidence.window < 2 else factors(evidence)
    if found is None or not (found > 0).all() or not np.allclose(found, found[0], rtol=1e-2):
        return None
    k = float(np.median(found))
    return Finding(
        CODE,
        "The gradient is not the mean over the window",
        f"The gradient used is {k:.4g} times the mean over the window's {evidence.window} batches, "
        f"at {len(found)} steps: each step is {k:.4g} times as long as that of one large batch.",
        evidence.source.gradient_scaling()
        or evidence.source.scaled_before(evidence.backward_line)
        or evidence.line_of(evidence.reaching)
        or evidence.loss_line,
        "backward() adds up. By what do you divide, so that the sum becomes the mean?",
        {"factor": k, "steps": len(found)},
    )
