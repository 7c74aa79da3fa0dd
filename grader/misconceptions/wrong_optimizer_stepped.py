"""`wrong-optimizer-stepped`: an optimizer steps after a backward that was for another one."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence
from grader.trace import Event
from grader.verdict import Finding

CODE = "wrong-optimizer-stepped"


def find(evidence: Evidence) -> Finding | None:
    """Steps with a wrong gradient follow a backward that was another optimizer's turn."""
    if len(evidence.replay.held) < 2 or evidence.replay.gradient_ok.all():
        return None
    wrong = [e for e in _out_of_turn(evidence) if not evidence.is_right(e)]
    if not wrong or 4 * len(wrong) < len(evidence.iterations):
        return None
    return Finding(
        CODE,
        "The wrong optimizer steps",
        f"At {len(wrong)} steps, {wrong[0].target} moved its parameters after a backward() that "
        "belongs to another optimizer's turn.",
        _place(evidence, wrong),
        "Whose loss has just gone backward, and who holds those parameters?",
        {"steps": len(wrong)},
    )


def _place(evidence: Evidence, wrong: list[Event]) -> int | None:
    """Where they step, or, where all optimizers step on one line, where that is called from."""
    lines = {e.line for e in evidence.steps}
    callers = [e._replace(line=e.facts["from"]) for e in wrong if "from" in e.facts]
    return evidence.line_of(callers if len(lines) == 1 and callers else wrong)


def _out_of_turn(evidence: Evidence) -> list[Event]:
    """Steps whose turn was another's: nothing of theirs was reached, or they had had theirs."""
    found: list[Event] = []
    reached = 0
    for iteration in evidence.iterations:
        last, stepped = "", set[str]()
        for event in iteration.events:
            if event.kind in BACKWARD:
                reached |= event.facts.get("reached", 0)
            elif event.kind == "step" and event.target is not None:
                missed = reached and not reached & evidence.bits(event.target)
                twice = last == event.target and not reached  # which has a name of its own
                if missed or (event.target in stepped and not twice):
                    found.append(event)
                stepped.add(event.target)
                last, reached = event.target, 0
    return found
