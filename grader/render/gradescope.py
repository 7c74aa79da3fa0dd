"""The verdict as Gradescope's results.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.points import Graded
from grader.render import told
from grader.verdict import CheckResult

STATUS = {"passed": "passed", "failed": "failed"}  # of what was skipped it knows nothing


def gradescope(graded: Sequence[Graded]) -> str:
    """One object: the score, the report, and the checks as tests, all visible to the student.

    Points stand beside a check only where the exercise gives its checks weights. Raises GraderError
    where the grader failed: without a file, Gradescope reports a failed autograder, and no 0.
    """
    each = told.judged(graded)
    several = len(each) > 1
    fields = {
        "score": round(sum(one.points or 0.0 for one in each), 2),
        "execution_time": round(sum(one.verdict.seconds for one in each), 1),
        "output": "\n\n".join(told.report(one.verdict) for one in each),
        "tests": [test for one in each for test in _tests(one, several)],
        "extra_data": {"verdicts": [told.extra(one) for one in each]},
    }
    return dumped(fields)


def nothing(words: str) -> str:
    """The object where there is nothing to grade: no points, and what to hand in."""
    return dumped({"score": 0.0, "output": words, "tests": []})


def dumped(fields: dict[str, Any]) -> str:
    """The object as text: the formats are plain text, and what is printed is the instructor's."""
    formats = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
    shown = {"visibility": "visible", "stdout_visibility": "hidden"}
    return json.dumps({**fields, **formats, **shown}, allow_nan=False)


def _tests(graded: Graded, several: bool) -> list[dict[str, Any]]:
    verdict = graded.verdict
    tests = [_test(check, graded) for check in verdict.checks]
    if output := told.printed(verdict):
        tests.append({"name": "What your code printed", "output": output, "visibility": "visible"})
    for test in tests if several else ():
        test["name"] = f"{verdict.exercise}: {test['name']}"
    return tests


def _test(check: CheckResult, graded: Graded) -> dict[str, Any]:
    test: dict[str, Any] = {"name": told.one_line(check.title), "visibility": "visible"}
    if check.status != "passed":
        test["output"] = told.found(check)
    if check.status in STATUS:
        test["status"] = STATUS[check.status]
    if most := graded.weights.get(check.name):
        test |= {"score": most if check.status == "passed" else 0.0, "max_score": most}
    return test
