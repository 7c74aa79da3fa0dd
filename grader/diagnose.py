"""From evidence to the one mistake that explains it, and to the iteration that shows it."""

from __future__ import annotations

from grader.ends import explain
from grader.evidence import BACKWARD, Evidence, Iteration
from grader.finding import diagnosis, finished
from grader.misconceptions import all_misconceptions, all_remarks, raised
from grader.run import End
from grader.source import Source
from grader.verdict import Call, Diagnosis, Finding, Timeline

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
        "double-backward",
        "inplace-modified",
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
    return diagnosis(_findings(end, evidence, source), source)


def _findings(end: End, evidence: Evidence | None, source: Source) -> list[Finding]:
    """What explains a failed run, in causal order; never empty."""
    if finding := explain(end, source):
        return [finding]
    if evidence is None:
        return [_unexplained(end)]
    findings: list[Finding] = []
    for misconception in all_misconceptions():
        if findings and misconception.code in FALLBACKS:
            continue
        found = misconception.find(evidence)
        if found and misconception.explains(evidence):
            findings.append(found)
    return findings or [raised.told(end) or _unexplained(end)]


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
    return tuple(finished(f, evidence.source) for f in found if f)


def timeline(evidence: Evidence | None) -> Timeline | None:
    """One training iteration as it happened, beside the calls of a correct one.

    Where an update belongs to several batches, all of them. None where one of several losses or
    models is asked for: there are many right orders.
    """
    if evidence is None or not evidence.replay.plain:
        return None
    training = [i for i in evidence.iterations if i.trains]
    if not training:
        return None
    window = evidence.window
    chosen = training[window : 2 * window] or training[:window]
    happened = tuple(
        Call(NAMES[e.kind], e.line, _note(e.facts.get("grad", True), e.kind, e.facts))
        for iteration in chosen
        for e in iteration.events
        if e.kind in NAMES and not _is_evaluation(e.kind, e.facts, iteration)
    )
    first = (chosen[0].batch.number or 0) + 1
    title = f"One iteration (batch {first})"
    if window > 1:
        title = f"One update (batches {first} to {first + len(chosen) - 1})"
    return Timeline(title, happened[: MOST_CALLS * window], _expected(happened, len(chosen)))


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


def _expected(happened: tuple[Call, ...], batches: int) -> tuple[str, ...]:
    """The order of a correct update of so many batches that is nearest to what happened.

    Zeroing may come first, between loss and backward, or last.
    """
    names = [c.name for c in happened]
    core = ("forward", "loss", "backward") * batches + ("step",)
    if names and names[-1] == "zero_grad" and "step" in names:
        return (*core, "zero_grad")
    if "zero_grad" in names and "loss" in names:
        zero = names.index("zero_grad")
        after = names.index("backward") if "backward" in names else len(names)
        if names.index("loss") < zero < after and "backward" in names:
            return (*core[:2], "zero_grad", *core[2:])
    return ("zero_grad", *core)
