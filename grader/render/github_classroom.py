"""The verdict as GitHub Classroom's reporter reads it: a line for a step's outputs.

The reporter prints names and messages into a log in which lines may be commands, so that each is
one line and no command.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.points import Graded
from grader.render import told
from grader.verdict import CheckResult, Verdict

VERSION = 3
STATUS = {"passed": "pass", "failed": "fail", "skipped": "fail"}


def github_classroom(graded: Sequence[Graded]) -> str:
    """`result=` with the object in base64, for $GITHUB_OUTPUT.

    The reporter adds up the tests' scores, so that the first test of an exercise stands for the
    whole of it and has all of its points; Classroom knows whole points only. Raises GraderError
    where the grader failed: without a result, nothing is reported.
    """
    each = told.judged(graded)
    passed = all(one.verdict.passed for one in each)
    return _line(
        {
            "version": VERSION,
            "status": "pass" if passed else "fail",
            "message": told.inert(" ".join(told.headline(one.verdict) for one in each)),
            "max_score": sum(int(one.most) for one in each),
            "tests": [test for one in each for test in _tests(one)],
        }
    )


def nothing(exercise: str, words: str, most: float) -> str:
    """The line where there is nothing to grade, with what to hand in."""
    test = _test(exercise, "fail", told.inert(words))
    fields = {"version": VERSION, "status": "fail", "message": told.inert(words)}
    return _line({**fields, "max_score": int(most), "tests": [test]})


def summary(graded: Sequence[Graded]) -> str:
    """Markdown for $GITHUB_STEP_SUMMARY: the points, and the report as code that it can't end."""
    parts = []
    for one in told.judged(graded):
        words = told.report(one.verdict)
        head = f"### {one.verdict.exercise}: {told.worth(one)}"
        # Indented code: nothing in it is markup, whatever it says.
        parts += [head, "\n".join(f"    {line}" for line in words.splitlines())]
    return "\n\n".join(parts) + "\n"


def _tests(graded: Graded) -> list[dict[str, Any]]:
    verdict = graded.verdict
    status = "pass" if verdict.passed else "fail"
    name = told.inert(f"{verdict.exercise} {verdict.title}".strip())
    whole = _test(name, status, told.inert(told.headline(verdict)), int(graded.points or 0.0))
    whole |= _place(verdict)
    return [whole, *(_of(check, verdict) for check in verdict.checks)]


def _of(check: CheckResult, verdict: Verdict) -> dict[str, Any]:
    message = "" if check.status == "passed" else told.inert(told.found(check))
    return _test(told.inert(f"{verdict.exercise} {check.name}"), STATUS[check.status], message)


def _test(name: str, status: str, message: str, score: int = 0) -> dict[str, Any]:
    # Without the line's text: the reporter would print it as it stands.
    fixed = {"test_code": "", "filename": "", "line_no": 0, "duration": 0}
    return {"name": name, "status": status, "message": message, **fixed, "score": score}


def _place(verdict: Verdict) -> dict[str, Any]:
    line = verdict.diagnosis.line if verdict.diagnosis else None
    file = told.inert(Path(verdict.file).as_posix())
    return {"filename": file, "line_no": line or 0, "duration": round(verdict.seconds, 3)}


def _line(fields: dict[str, Any]) -> str:
    text = json.dumps(fields, allow_nan=False)
    return f"result={base64.b64encode(text.encode()).decode()}"
