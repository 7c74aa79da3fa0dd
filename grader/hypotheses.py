"""Ways in which a loss is commonly made wrong, tried on the steps whose gradient is not right.

Each hypothesis is a loss of its own, differentiated like the given one. One that gives the
recorded gradient is evidence of what the loop computes, whatever its source looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

Transform = Callable[[Tensor], Tensor]
Batch = tuple[Tensor, ...]


@dataclass(frozen=True)
class Hypothesis:
    """What the criterion got instead: `transform` of the output, labels `shift` batches on, or
    `labels` of the labels.
    """

    name: str
    told: str
    transform: Transform | None = None
    shift: int = 0
    labels: Transform | None = None

    def batch(self, own: Batch, other: Batch, part: int) -> Batch:
        """What the loss is made of: the batch's own inputs, and labels of the `other` batch, of
        which one `part` is another one.
        """
        change = self.labels
        if self.shift:
            own_or_other = zip(own[1:], other[1:], strict=True)
            return (own[0], *(o if n == part else m for n, (m, o) in enumerate(own_or_other)))
        targets = [change(t) if change and n == part else t for n, t in enumerate(other[1:])]
        return (own[0], *targets)


HYPOTHESES: Sequence[Hypothesis] = (
    Hypothesis("softmax", "softmax of the outputs", lambda z: torch.softmax(z, dim=-1)),
    Hypothesis("sigmoid", "sigmoid of the outputs", torch.sigmoid),
    Hypothesis("relu", "relu of the outputs", torch.relu),
    Hypothesis("tanh", "tanh of the outputs", torch.tanh),
    Hypothesis(
        "broadcast",
        "outputs and targets of two shapes, so that each output meets each target",
        labels=lambda y: y.squeeze(-1) if y.dim() > 1 else y.unsqueeze(-1),
    ),
    Hypothesis("previous-labels", "the labels of the batch before", shift=-1),
    Hypothesis("next-labels", "the labels of the batch after", shift=1),
)

BY_NAME: Mapping[str, Hypothesis] = {h.name: h for h in HYPOTHESES}
