"""`step-before-backward`: the step comes before the gradient that it should use."""

from __future__ import annotations

from grader.evidence import BACKWARD, Evidence, Iteration
from grader.verdict import Finding

CODE = "step-before-backward"


def find(evidence: Evidence) -> Finding | None:
    """In most iterations that have both, step() precedes backward()."""
    if evidence.replay.gradient_ok.all() and evidence.steps:
        return None
    if len(evidence.replay.held) > 1:
        return _of_several(evidence)
    both = [i for i in evidence.iterations if i.kind("step") and i.kind("backward", "grad")]
    stepping = [i for i in evidence.iterations if i.kind("step")]
    wrong = [i for i in both if _step_first(i)]
    if not wrong or 2 * len(wrong) < len(stepping):
        return None
    step = evidence.line_of(i.kind("step")[0] for i in wrong)
    backward = evidence.line_of(i.kind("backward", "grad")[0] for i in wrong)
    return Finding(
        CODE,
        "The step comes before backward()",
        f"In {len(wrong)} of {len(both)} iterations step() ran (line {step}) before backward() "
        f"(line {backward}). A step can only use gradients that are there: it found none, or "
        "those of the batch before.",
        step,
        "When step() runs, which batch does .grad belong to?",
        {"iterations": len(wrong), "backward_line": backward},
    )


def _step_first(iteration: Iteration) -> bool:
    """Whether the first step precedes the first backward, or stands between two of them and
    nothing uses the second.
    """
    kinds = [e.kind for e in iteration.kind("step", *BACKWARD)]
    between = "step" in kinds[1:-1] and kinds[-1] != "step" and kinds.count("step") == 1
    return kinds[0] == "step" or between


def _of_several(evidence: Evidence) -> Finding | None:
    """One optimizer steps without a backward, and another step has two of them before it, or one
    comes after all steps.
    """
    for name in evidence.mostly_wrong:
        wrong = [(i, turn) for i, turn in evidence.out_of_turn(name) if _is_left_over(i)]
        if 2 * len(wrong) >= len(evidence.iterations):
            return Finding(
                CODE,
                "The step comes before backward()",
                f"{name}.step() ran {len(wrong)} times before the backward() that it belongs to: "
                "no gradient was there, or one of another loss.",
                evidence.line_of(turn.step for _, turn in wrong),
                "When this step() runs, which loss has gone backward?",
                {"iterations": len(wrong)},
            )
    return None


def _is_left_over(iteration: Iteration) -> bool:
    """Whether an iteration has as many backward calls that reached something as it has steps."""
    back = [e for e in iteration.kind(*BACKWARD) if e.facts.get("reached")]
    return len(back) >= len(iteration.turns)
