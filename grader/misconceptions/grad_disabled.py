"""`grad-disabled`: the forward pass or the loss is computed while gradients are switched off."""

from __future__ import annotations

from grader.evidence import BACKWARD, NO_GRAPH, Evidence, Iteration
from grader.verdict import Finding

CODE = "grad-disabled"
TITLE = "Gradients are switched off where the loss is made"
HINT = "Which lines stand inside the block that switches gradients off?"


def find(evidence: Evidence) -> Finding | None:
    """The forwards of training iterations ran under no_grad, inference_mode or the like."""
    if evidence.ran_through and evidence.steps and not evidence.without_any:
        return _partly(evidence) or _left_off(evidence)
    tried = [i for i in evidence.iterations if i.kind("backward", "grad", "step")]
    if not tried:
        tried = evidence.iterations if evidence.ran_through else evidence.iterations[-1:]
    models = {name.partition(".")[0] for name in evidence.replay.layout.names}
    disabled = [i for i in tried if _disabled(i) or _one_disabled(i, models)]
    if not disabled or 2 * len(disabled) < len(tried):
        return _refused(evidence)
    at = next(e for e in disabled[-1].kind("forward", "loss") if not e.facts.get("grad", True))
    line = at.line or evidence.forward_line
    switch = evidence.source.gradient_disabled_at(line) if line else None
    what = "forward pass" if at.kind == "forward" else "loss"
    return Finding(
        CODE,
        TITLE,
        f"The {what} ran while autograd was off, so the loss has no graph to go back through"
        f" ({len(disabled)} of {len(tried)} training iterations).",
        switch or line,
        HINT,
        {"iterations": len(disabled)},
    )


def _partly(evidence: Evidence) -> Finding | None:
    """Some parameters never had a gradient, and a part of the forward pass ran without autograd."""
    switch = evidence.source.disabled_before(evidence.backward_line or 0)
    if len(evidence.replay.held) > 1 or not evidence.unreached or switch is None:
        return None
    return Finding(
        CODE,
        "Gradients are switched off in a part of the forward pass",
        f"{', '.join(evidence.unreached)}: no backward() reached them, because what they take part "
        "in was computed while autograd was off.",
        switch,
        HINT,
        {"parameters": len(evidence.unreached)},
    )


def _left_off(evidence: Evidence) -> Finding | None:
    """The line that made a graph at first makes none later on, and no update comes of it."""
    switch = evidence.source.switch_for_good()
    without = [i for i in evidence.iterations if not i.kind("step") or not i.kind(*BACKWARD)]
    off = [i for i in without if _disabled(i)]
    went_back = [i for i in evidence.iterations if i.kind(*BACKWARD)]
    trained = {e.line for i in went_back for e in i.kind("forward")}
    same = [i for i in off if any(e.line in trained for e in i.kind("forward"))]
    if switch is None or not same or (evidence.replay.gradient_ok.all() and len(same) < len(off)):
        return None
    return Finding(
        CODE,
        "Gradients are switched off for good",
        f"The first {len(evidence.steps)} updates had a graph to go back through. From then on the "
        f"same lines ran while autograd was off ({len(same)} iterations).",
        switch,
        "Who switches gradients on again after this line?",
        {"iterations": len(same)},
    )


def _refused(evidence: Evidence) -> Finding | None:
    """PyTorch found no graph, and what the loss is made of stands where gradients are off."""
    end = evidence.end
    if end.kind != "raised" or NO_GRAPH not in end.message or end.line is None:
        return None
    switch = evidence.source.disabled_before(end.line)
    seen = "The loss has no graph to go back through: what it is made of was computed while "
    if switch is None:
        return None
    return Finding(CODE, TITLE, f"{seen}autograd was off.", switch, HINT)


def _one_disabled(iteration: Iteration, models: set[str]) -> bool:
    """Whether one of several models only ran while gradients were off."""
    ran = {name: [e for e in iteration.kind("forward") if e.target == name] for name in models}
    return len(models) > 1 and any(
        events and all(not e.facts.get("grad", True) for e in events) for events in ran.values()
    )


def _disabled(iteration: Iteration) -> bool:
    forwards = iteration.kind("forward")
    if forwards and all(not e.facts.get("grad", True) for e in forwards):
        return True
    losses = iteration.kind("loss")
    return bool(losses) and all(not e.facts.get("grad", True) for e in losses)
