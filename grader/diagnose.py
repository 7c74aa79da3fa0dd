"""From evidence to the one mistake that explains it, and to the iteration that shows it."""

from __future__ import annotations

from dataclasses import replace

from grader.ends import explain
from grader.evidence import BACKWARD, Evidence, Iteration
from grader.misconceptions import all_misconceptions, all_remarks
from grader.run import End
from grader.source import Source
from grader.verdict import Call, Diagnosis, Finding, Timeline
from grader.words import agreeing

NAMES = {
    "zero_grad": "zero_grad",
    "forward": "forward",
    "loss": "loss",
    "backward": "backward",
    "grad": "backward",
    "step": "step",
}
MOST_CALLS = 12
# Found only where nothing better is: they never stand beside a cause.
FALLBACKS = frozenset(
    (
        "raised",
        "gradient-wrong",
        "gradient-scaled",
        "gradient-clipped",
        "backward-wrong-tensor",
        "inputs-changed",
        "loss-wrong-input",
        "accumulation-unasked",
        "update-wrong",
        "weights-loaded",
        "batches-skipped",
        "epochs-short",
        "epochs-over-budget",
        "threshold-missed",
    )
)


def diagnose(end: End, evidence: Evidence | None, source: Source) -> Diagnosis:
    """The first cause in causal order; independent ones after it stand in `also`."""
    if finding := explain(end, source):
        return _diagnosis(finding, [])
    if evidence is None:
        return _diagnosis(_unexplained(end), [])
    findings: list[Finding] = []
    for misconception in all_misconceptions():
        if findings and misconception.code in FALLBACKS:
            continue
        found = misconception.find(evidence)
        if found and misconception.explains(evidence):
            findings.append(found)
    if not findings:
        return _diagnosis(_unexplained(end), [])
    return _diagnosis(findings[0], findings[1:])


def _diagnosis(first: Finding, others: list[Finding]) -> Diagnosis:
    first, *also = (replace(f, message=agreeing(f.message)) for f in (first, *others))
    return Diagnosis(**{**first.__dict__, "also": tuple(also)})


def _unexplained(end: End) -> Finding:
    return Finding(
        "evidence-inconsistent",
        "A check failed, and the grader can't name the cause",
        f"The run ended as {end.kind!r}. The failed check above says what was expected.",
        end.line,
        "Compare one iteration of your loop with the expected order of the calls.",
    )


def remarks(evidence: Evidence | None) -> tuple[Finding, ...]:
    """What is worth knowing of a run and fails nobody."""
    if evidence is None:
        return ()
    found = (remark.find(evidence) for remark in all_remarks())
    return tuple(replace(f, message=agreeing(f.message)) for f in found if f)


def timeline(evidence: Evidence | None) -> Timeline | None:
    """One training iteration as it happened, beside the calls of a correct one.

    None where one of several losses, models or batches is asked for: there are many right orders.
    """
    if evidence is None or not evidence.replay.plain or evidence.window > 1:
        return None
    training = [i for i in evidence.iterations if i.trains]
    if not training:
        return None
    chosen = training[1] if len(training) > 1 else training[0]
    happened = tuple(
        Call(NAMES[e.kind], e.line, _note(e.facts.get("grad", True), e.kind, e.facts))
        for e in chosen.events
        if e.kind in NAMES and not _is_evaluation(e.kind, e.facts, chosen)
    )
    title = f"One iteration (batch {(chosen.batch.number or 0) + 1})"
    return Timeline(title, happened[:MOST_CALLS], _expected(happened))


def _note(grad: object, kind: str, facts: object) -> str:
    reached = facts.get("reached", 1) if isinstance(facts, dict) else 1
    if kind in BACKWARD and not reached:
        return "reached no parameter"
    return "" if grad else "gradients are off"


def _is_evaluation(kind: str, facts: object, iteration: Iteration) -> bool:
    """Whether a forward or loss without gradients stands beside ones that have them."""
    if kind not in ("forward", "loss") or not isinstance(facts, dict):
        return False
    of_kind = iteration.kind(kind)
    return not facts.get("grad", True) and any(e.facts.get("grad", True) for e in of_kind)


def _expected(happened: tuple[Call, ...]) -> tuple[str, ...]:
    """The order of a correct iteration that is nearest to what happened.

    Zeroing may come first, between loss and backward, or last.
    """
    names = [c.name for c in happened]
    core = ["forward", "loss", "backward", "step"]
    if names and names[-1] == "zero_grad" and "step" in names:
        return (*core, "zero_grad")
    if "zero_grad" in names and "loss" in names:
        zero = names.index("zero_grad")
        after = names.index("backward") if "backward" in names else len(names)
        if names.index("loss") < zero < after and "backward" in names:
            return ("forward", "loss", "zero_grad", "backward", "step")
    return ("zero_grad", *core)
