"""`double-backward`: one graph is gone through twice."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.verdict import Finding

CODE = "double-backward"
MESSAGE = "backward through the graph a second time"
HINT = "How many times is backward() called for one forward pass?"


def find(evidence: Evidence) -> Finding | None:
    """PyTorch refused the second backward, or a retained graph was gone through again."""
    if evidence.end.kind == "raised":
        if MESSAGE not in evidence.end.message:
            return None
        seen = "The graph of a loss is freed once backward() has gone through it."
        return Finding(CODE, "One graph went backward twice", seen, evidence.end.line, HINT)
    if evidence.replay.gradient_ok.all():
        return None
    twice = [
        reached[1]
        for i in evidence.iterations
        if len(reached := [e for e in i.kind("backward", "grad") if e.facts.get("reached")]) > 1
        and set(reached[0].facts.get("losses", ())) & set(reached[1].facts.get("losses", ()))
        and not _between(i.events, reached[0], reached[1])
    ]
    if 2 * len(twice) < len(evidence.iterations) or not twice:
        return None
    return Finding(
        CODE,
        "One graph went backward twice",
        f"backward() reached the parameters twice for one loss, in {len(twice)} iterations: "
        "the gradients were added, so each step was too long.",
        evidence.line_of(twice),
        HINT,
    )


def _between(events: tuple[object, ...], first: object, second: object) -> bool:
    """Whether a step or zero_grad stands between the two."""
    start, stop = events.index(first), events.index(second)
    return any(getattr(e, "kind", "") in ("step", "zero_grad") for e in events[start:stop])
