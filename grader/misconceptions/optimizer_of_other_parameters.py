"""`optimizer-of-other-parameters`: what steps does not hold the parameters that learn."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "optimizer-of-other-parameters"


def find(evidence: Evidence) -> Finding | None:
    """Gradients reached the given parameters, and an optimizer stepped that lacks some of them."""
    lacking = list(_lacking(evidence))
    often = 2 * evidence.window * len(lacking) >= len(evidence.reaching)
    if not lacking or not evidence.reaching or not often:
        return None
    event, missed = lacking[0]
    names = evidence.names_of(missed)
    holds = "none of the model's parameters" if not event.facts["held"] else "not all of them"
    return Finding(
        CODE,
        "The optimizer holds other parameters than the model's",
        f"{count(len(lacking), 'step')} made by an optimizer that holds {holds}: "
        f"{_some(names)} stayed where they were, though backward() reached them.",
        _place(evidence, event),
        "Which tensors was the optimizer given when it was made? Compare their id() with the "
        "model's.",
        {"steps": len(lacking), "parameters": len(names)},
    )


def _lacking(evidence: Evidence) -> Iterator[tuple[Event, int]]:
    """Steps of optimizers that lack parameters which their step should move, with those.

    Those are of a given optimizer its own; of one of the student's any that was reached, and that
    no optimizer holds which stepped.
    """
    together = functools.reduce(
        operator.or_,
        (
            *(event.facts.get("held", 0) for event in evidence.own_steps),
            *(evidence.bits(name or "") for name in {event.target for event in evidence.steps}),
        ),
        0,
    )
    left = evidence.reached & evidence.learning & ~together
    for event in (*evidence.own_steps, *evidence.steps):
        held = event.facts.get("held", -1)
        if missed := (evidence.bits(event.target) if event.target else left) & ~held:
            yield event, missed


def _some(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _place(evidence: Evidence, step: Event) -> int | None:
    source = evidence.source
    own = source.call(str(step.facts.get("optimizer", "")))
    return own or source.setting("params", "param_groups") or evidence.line_of([step])
