"""Checks on hand-built evidence: each can pass, and each can fail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conftest import COURSE

from grader.checks import CONTRACT_NAMES, Check, Mismatch, names, run_checks
from grader.checks.contract import CONTRACT
from grader.checks.suite import for_exercise
from grader.evidence import Evidence
from grader.exercise import Exercise, load
from grader.function import Trial
from grader.replay import Replay
from grader.run import End
from grader.source import Source
from grader.trace import Event, Layout, Trace

LAYOUT = Layout(("model.weight", "model.bias"), ((2,), (1,)))
STEPS = 20


def right_evidence() -> Evidence:
    """A correct run of two batches in ten epochs, with no mistake in it."""
    events: list[Event] = []
    for step in range(STEPS):
        events += [
            Event("batch", 3, "loader", step, {"rows": [step % 2], "of": step // 2}),
            Event("forward", 4, "model", step),
            Event("loss", 5, "criterion", step, {"value": 0.1}),
            Event("backward", 6, None, None, {"reached": 3, "loss": step}),
            Event("step", 7, "optimizer", step),
        ]
    rows = np.arange(3 * (STEPS + 1), dtype=np.float32).reshape(STEPS + 1, 3)
    gradients = np.ones((STEPS, 3), np.float32)
    trace = Trace(
        events=tuple(events),
        before=rows[:-1],
        gradients=gradients,
        present=np.ones((STEPS, 2), np.bool_),
        after={},
        initial=rows[0],
        final=rows[-1],
        final_present=(True, True),
        steps_seen=STEPS,
    )
    replay = Replay(
        layout=LAYOUT,
        held={"optimizer": (True, True)},
        reach={},
        optimizers=("optimizer",) * STEPS,
        windows=tuple((step,) for step in range(STEPS)),
        since=(1,) * STEPS,
        first=(),
        rows={step: (step % 2,) for step in range(STEPS)},
        plain=True,
        expected=gradients,
        raw=gradients,
        used=gradients,
        gradient_ok=np.ones(STEPS, np.bool_),
        predicted=rows[1:],
        update_ok=np.ones(STEPS, np.bool_),
        moved=np.zeros(STEPS + 1, np.bool_),
        deviation=0.0,
        forgetful=0.0,
        alike={},
        weights={},
        initial=rows[0],
        strange=0,
        per_epoch=2,
        samples=2,
        metrics={"loss": 0.1, "accuracy": 0.99},
    )
    exercise = load(COURSE.folder("exercise-01"))
    return Evidence(exercise, End("returned"), trace, replay, Source("x = 1\n"))


def off(mask: Any, *places: int) -> Any:
    """A copy of a mask that is the other way round at `places`."""
    changed = mask.copy()
    changed[list(places)] = ~changed[list(places)]
    return changed


def broken(**changes: Any) -> Evidence:
    """The right evidence with fields of the exercise, the trace or the replay replaced."""
    evidence = right_evidence()
    trace = {k: v for k, v in changes.items() if k in Trace.__dataclass_fields__}
    if "gradients" in changes:
        changes.setdefault("used", changes["gradients"])
    replayed = {k: v for k, v in changes.items() if k in Replay.__dataclass_fields__}
    asked = {k: v for k, v in changes.items() if k in Exercise.__dataclass_fields__}
    return replace(
        evidence,
        exercise=replace(evidence.exercise, **asked),
        end=changes.get("end", evidence.end),
        trial=changes.get("trial"),
        trace=replace(evidence.trace, **trace),
        replay=replace(evidence.replay, **replayed),
    )


def answers(evidence: Evidence) -> dict[str, str]:
    """Each check's status."""
    checks = for_exercise(evidence.exercise)
    return {result.name: result.status for result in run_checks(checks, evidence)}


def test_a_setting_without_effect_fails_nobody() -> None:
    """A hyperparameter that was changed, and has made no difference, is no mistake."""
    assert set(answers(broken(events=last_step(**CHANGED))).values()) == {"passed"}


def test_a_right_run_passes_every_check() -> None:
    """Without a mistake, no check fails and none is skipped."""
    assert set(answers(right_evidence()).values()) == {"passed"}


RIGHT = right_evidence()
CHANGED = {"changed": "weight_decay: 0 → 1e-9"}


def last_step(**facts: Any) -> tuple[Event, ...]:
    """The right run's events, the last of them a step with these facts."""
    return (*RIGHT.trace.events[:-1], RIGHT.trace.events[-1]._replace(facts=facts))


FAULTS = [
    pytest.param({"end": End("raised", "no", 3, "ValueError")}, "runs", id="raised"),
    pytest.param({"present": off(RIGHT.trace.present, 4)}, "gradients-non-none", id="none"),
    pytest.param(
        {"gradients": RIGHT.trace.gradients * np.float32("nan")}, "gradients-non-none", id="nan"
    ),
    pytest.param({"final": RIGHT.trace.initial}, "parameters-change", id="nothing-changed"),
    pytest.param({"gradient_ok": off(RIGHT.replay.gradient_ok, 3)}, "gradients-correct", id="g"),
    pytest.param({"update_ok": off(RIGHT.replay.update_ok, 3)}, "updates-correct", id="update"),
    pytest.param({"moved": off(RIGHT.replay.moved, 5)}, "updates-correct", id="moved-between"),
    pytest.param({"moved": off(RIGHT.replay.moved, STEPS)}, "updates-correct", id="moved-after"),
    pytest.param({"events": RIGHT.trace.events[:-5]}, "within-budget", id="one-update-short"),
    pytest.param({"events": RIGHT.trace.events * 2}, "within-budget", id="twice-the-epochs"),
    pytest.param({"rows": dict.fromkeys(range(STEPS), (0,))}, "within-budget", id="same-rows"),
    pytest.param({"samples": 3}, "within-budget", id="a-sample-left-out"),
    pytest.param(
        {"before": RIGHT.trace.before + np.float32("inf")}, "gradients-non-none", id="inf"
    ),
    pytest.param({"replaced": ("model.bias",)}, "given-unchanged", id="replaced"),
    pytest.param(
        {"events": last_step(**CHANGED), "deviation": 1e-3}, "given-unchanged", id="changed"
    ),
    pytest.param({"function": "F", "trial": None}, "function-correct", id="no-trial"),
    pytest.param(
        {"function": "F", "trial": Trial("ValueError: no", 0.0, 0.0)},
        "function-correct",
        id="raises",
    ),
    pytest.param({"function": "F", "trial": Trial("", 0.1, 0.0)}, "function-correct", id="value"),
    pytest.param({"function": "F", "trial": Trial("", 0.0, 0.1)}, "function-correct", id="slope"),
    pytest.param(
        {
            "provenance": "autograd",
            "events": last_step(by_hand=True),
            "gradients": np.arange(STEPS * 3, dtype=np.float32).reshape(STEPS, 3),
        },
        "gradients-by-autograd",
        id="by-hand",
    ),
    pytest.param({"frozen": ("model.bias",)}, "gradients-non-none", id="a-frozen-one-has-one"),
    pytest.param(
        {
            "frozen": ("model.bias",),
            "present": np.tile([True, False], (STEPS, 1)),
            "held": {"optimizer": (True, False)},
        },
        "parameters-change",
        id="a-frozen-one-moved",
    ),
    pytest.param({"metrics": {"loss": 0.6, "accuracy": 0.9}}, "loss", id="loss"),
    pytest.param({"metrics": {"loss": 0.1, "accuracy": 0.8}}, "accuracy", id="accuracy-at-bound"),
    pytest.param({"metrics": {"loss": float("nan"), "accuracy": 0.9}}, "loss", id="loss-is-nan"),
]


@pytest.mark.parametrize(("changes", "name"), FAULTS)
def test_one_fault_fails_one_check(changes: dict[str, Any], name: str) -> None:
    """A fault fails its own check; what depends on it is skipped, the rest passes."""
    statuses = answers(broken(**changes))
    assert [n for n, status in statuses.items() if status == "failed"] == [name]
    order = list(statuses)
    assert all(statuses[n] == "passed" for n in order[: order.index(name)])


def test_without_evidence_the_first_check_fails() -> None:
    """A run that left nothing fails to run, and all else is skipped."""
    results = run_checks(CONTRACT, None)
    assert [r.status for r in results] == ["failed"] + ["skipped"] * (len(CONTRACT) - 1)


def test_the_names_are_known_without_torch() -> None:
    """The names that the plugin collects by are those of the checks, in their order."""
    exercise = right_evidence().exercise
    assert tuple(c.name for c in CONTRACT) == CONTRACT_NAMES
    for asked in (exercise, replace(exercise, function="F", provenance="autograd")):
        assert names(asked) == tuple(c.name for c in for_exercise(asked))


def test_a_skipped_check_says_what_it_needs() -> None:
    """Each need is a check that comes before, and the skip names it."""
    seen: list[str] = []
    for check in CONTRACT:
        assert set(check.needs) <= set(seen)
        seen.append(check.name)

    def never(evidence: Evidence) -> None:
        """Holds."""
        raise Mismatch("a", "b")

    results = run_checks((Check("a", never), Check("b", never, ("a",))), right_evidence())
    assert results[1].message == 'needs "a"'
