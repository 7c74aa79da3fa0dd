"""The verdict as PrairieLearn's results.json, of at most 1 MB whatever a student prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.points import Graded
from grader.render import told
from grader.verdict import CheckResult, Verdict

WORDS = {"passed": "ok", "failed": "FAIL", "skipped": "skipped"}
UNREADABLE = ("syntax-error", "too-large")
# The most characters of output: as JSON writes them, one takes at most 12 bytes.
MOST = told.MOST_IN_REPORT + told.MOST_PRINTED


def prairielearn(graded: Sequence[Graded]) -> str:
    """One object: a score from 0 to 1, and the checks as tests.

    What can't be read as Python is not gradable, and costs no attempt. Raises GraderError where the
    grader failed: without a file, PrairieLearn counts no attempt either.
    """
    each = told.judged(graded)
    if unreadable := [one.verdict for one in each if _unreadable(one.verdict)]:
        words = [f"{told.headline(v)} {told.one_line(_message(v))}" for v in unreadable]
        return nothing(*words, output="\n\n".join(map(told.report, unreadable)))
    most = sum(one.most for one in each)
    earned = sum(one.points or 0.0 for one in each)
    return _dump(
        {
            "gradable": True,
            "score": round(earned / most, 4) if most else float(_all_passed(each)),
            "message": "\n".join(
                f"{told.headline(one.verdict)} {told.worth(one)}." for one in each
            ),
            "output": "\n\n".join(
                told.bounded(_output(one.verdict), MOST // len(each)) for one in each
            ),
            "tests": [test for one in each for test in _tests(one)],
        }
    )


def nothing(*words: str, output: str = "") -> str:
    """The object where there is nothing to grade, with the reasons, or what to hand in."""
    return _dump({"gradable": False, "format_errors": [*words], "output": output})


def _unreadable(verdict: Verdict) -> bool:
    """Whether the attempt is empty, or no Python text, so that nothing of it was run."""
    code = verdict.diagnosis.code if verdict.diagnosis else ""
    return code in UNREADABLE or (code == "train-missing" and not verdict.sandbox)


def _all_passed(graded: Sequence[Graded]) -> bool:
    return all(one.verdict.passed for one in graded)


def _output(verdict: Verdict) -> str:
    parts = [told.report(verdict)]
    if output := told.printed(verdict):
        parts += ["Your code printed", output]
    return "\n\n".join(parts)


def _message(verdict: Verdict) -> str:
    return verdict.diagnosis.message if verdict.diagnosis else ""


def _tests(graded: Graded) -> list[dict[str, Any]]:
    """The checks, with their weights as points; without weights a test stands for all of them.

    PrairieLearn adds the points up and shows the sum beside the score, so that the two agree.
    """
    verdict = graded.verdict
    checks = [_test(check, graded) for check in verdict.checks]
    if graded.weights:
        return checks
    name = told.one_line(f"{verdict.exercise} {verdict.title}".strip())
    whole = {"name": name, "points": graded.points, "max_points": graded.most}
    return [{**whole, "message": told.headline(verdict)}, *checks]


def _test(check: CheckResult, graded: Graded) -> dict[str, Any]:
    most = graded.weights.get(check.name, 0.0)
    # What is worth nothing has neither a tick nor a cross there: words tell.
    test: dict[str, Any] = {
        "name": told.one_line(f"{WORDS[check.status]}: {check.title}"),
        "points": most if check.status == "passed" else 0.0,
        "max_points": most,
    }
    return test if check.status == "passed" else {**test, "message": told.found(check)}


def _dump(fields: dict[str, Any]) -> str:
    return json.dumps(fields, allow_nan=False)
