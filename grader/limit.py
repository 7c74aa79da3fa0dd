"""The bounds that an exercise sets for the metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Limit:
    """A metric's bound: the attempt passes strictly on the good side of `value`."""

    metric: str
    side: Literal["below", "above"]
    value: float

    def holds(self, measured: float) -> bool:
        """Whether `measured` passes; NaN never does."""
        return measured < self.value if self.side == "below" else measured > self.value
