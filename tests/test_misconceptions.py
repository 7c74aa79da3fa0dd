"""The catalogue: one shape, one order, and silence where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from conftest import ROOT, TESTS
from test_checks import broken, off, right_evidence

from grader import ends
from grader.diagnose import FALLBACKS, diagnose
from grader.misconceptions import CAUSES, REMARKS, all_misconceptions, all_remarks
from grader.run import END_KINDS, End
from grader.source import Source

FILES = {p.stem for p in (ROOT / "grader" / "misconceptions").glob("[a-z]*.py")}
CODES = {m.code for m in all_misconceptions()}
EVERY = sorted({*CAUSES, *REMARKS})


def test_every_file_is_in_the_causal_order_once() -> None:
    """A misconception that is written is looked for, as a cause or as a remark."""
    assert {*CAUSES, *REMARKS} == FILES
    assert len(set(CAUSES)) == len(CAUSES)
    assert len(set(REMARKS)) == len(REMARKS)


@pytest.mark.parametrize("name", EVERY)
def test_all_have_one_shape(name: str) -> None:
    """Each module has a code like its name, a docstring that begins with it, and find()."""
    module = import_module(f"grader.misconceptions.{name}")
    assert name.replace("_", "-") == module.CODE
    assert module.__doc__ is not None
    assert module.__doc__.startswith(f"`{module.CODE}`: ")
    assert module.find.__doc__


@pytest.mark.parametrize("name", EVERY)
def test_a_right_run_has_none(name: str) -> None:
    """On a correct run every misconception is silent."""
    assert import_module(f"grader.misconceptions.{name}").find(right_evidence()) is None


def test_every_end_has_an_explanation() -> None:
    """Each way to end is explained, but for the two that the trace explains."""
    assert set(ends.EXPLANATIONS) | {"returned", "raised"} == END_KINDS


def test_codes_of_the_fallbacks_exist() -> None:
    """What stands back behind other causes is a code of the catalogue."""
    assert FALLBACKS <= CODES


def test_what_is_cause_and_remark_says_when_it_is_which() -> None:
    """A mistake that may be harmless tells where a failed check is due to it."""
    right = right_evidence()
    both = [m for m in all_remarks() if m.code in CODES]
    assert both and not any(m.explains(right) for m in both)


def test_a_failed_run_always_has_a_name() -> None:
    """Whatever fails, there is a diagnosis."""
    evidence = broken(update_ok=off(right_evidence().replay.update_ok, 2))
    assert diagnose(evidence.end, evidence, evidence.source).code == "update-wrong"
    assert diagnose(End("no-trace", "nothing came"), None, Source("")).code


def test_the_first_cause_is_the_diagnosis() -> None:
    """With two mistakes at once, the first in causal order leads and the other follows."""
    evidence = right_evidence()
    events = tuple(
        e._replace(facts={"changed": "lr: 0.1 → 1.0"}) if e.kind == "step" else e
        for e in evidence.trace.events
        if e.kind != "backward"
    )
    trace = replace(
        evidence.trace,
        events=events,
        present=~evidence.trace.present,
        gradients=0 * evidence.trace.gradients,
    )
    replayed = replace(evidence.replay, used=trace.gradients, deviation=1.0)
    evidence = replace(evidence, trace=trace, replay=replayed)
    found = diagnose(evidence.end, evidence, evidence.source)
    assert found.code == "backward-missing"
    assert [also.code for also in found.also] == ["hyperparameters-changed"]


def test_each_code_of_the_catalogue_has_a_wrong_loop() -> None:
    """The gallery shows every code that a loop can have, but for the last resorts."""
    shown = {path.parent.name for path in (TESTS / "wrong").glob("*/*/*.py")}
    last_resorts = {"evidence-inconsistent", "threshold-missed", "update-wrong"}
    assert CODES - shown - last_resorts <= {"loss-not-scalar"}
