"""The verdict as one JSON object on one line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.hints import Hints
from grader.overview import Overview
from grader.points import points
from grader.verdict import FORMAT_VERSION, Verdict

if TYPE_CHECKING:
    from grader.attack import Outcome
    from grader.classroom.ledger import Entry
    from grader.classroom.submission import Trouble
    from grader.doctor import Examined
    from grader.exercise import Exercise


def verdict(verdict: Verdict) -> str:
    """One attempt."""
    return _dump(verdict.to_json())


def drill(verdict: Verdict, operator: str | None) -> str:
    """One drill, with the name of what had been done to it once it passes."""
    return _dump({**verdict.to_json(), "operator": operator})


def verdicts(verdicts: Sequence[Verdict]) -> str:
    """A whole course, in its order."""
    return _dump({"format_version": FORMAT_VERSION, "verdicts": [v.to_json() for v in verdicts]})


def attacks(exercise: str, outcomes: Sequence[Outcome]) -> str:
    """What came of each attack on an exercise."""
    fields = [
        {
            "kind": outcome.attack.kind,
            "name": outcome.attack.name,
            "trick": outcome.attack.trick,
            "held": not outcome.amiss,
            "amiss": outcome.amiss,
            "said": outcome.said,
            "verdict": outcome.verdict.to_json(),
        }
        for outcome in outcomes
    ]
    held = all(not outcome.amiss for outcome in outcomes)
    return _dump(
        {"format_version": FORMAT_VERSION, "exercise": exercise, "held": held, "attacks": fields}
    )


def submission(
    entry: Entry,
    exercise: Exercise,
    late: bool | None,
    known: bool,
    answer: Verdict | GraderError,
) -> str:
    """One submission of a class: whose it is, what it is worth, and its verdict.

    `known` tells that it was graded by an earlier run. Where the grader failed there is an error in
    the verdict's place, and no points.
    """
    fields: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "student": entry.student.key,
        "name": entry.student.name,
        "exercise": entry.exercise,
        "attempt": entry.attempt,
        "file": entry.file,
        "late": late,
        "known": known,
        "of": exercise.points,
    }
    if isinstance(answer, GraderError):
        return _dump({**fields, "points": None, "status": "error", "error": answer.to_json()})
    worth = points(exercise, answer)
    return _dump({**fields, "points": worth, "status": answer.status, "verdict": answer.to_json()})


def trouble(trouble: Trouble) -> str:
    """Something handed in that could not be graded."""
    student = trouble.student
    fields = {
        "student": student.key if student else None,
        "name": student.name if student else None,
        "exercise": trouble.exercise,
        "file": trouble.file,
        "status": "not graded",
        "reason": trouble.reason,
        "hint": trouble.hint,
    }
    return _dump({"format_version": FORMAT_VERSION, **fields})


def overview(overview: Overview) -> str:
    """The course: the state of each exercise, and what to type next."""
    fields = {
        "exercises": [asdict(row) for row in overview.rows],
        "passed": overview.passed,
        "minutes_left": overview.minutes_left,
        "next": overview.next_command,
    }
    return _dump({"format_version": FORMAT_VERSION, **fields})


def doctor(examined: Sequence[Examined], ready: bool) -> str:
    """What was found on this machine, and whether it can grade."""
    fields = {"ready": ready, "examined": [asdict(each) for each in examined]}
    return _dump({"format_version": FORMAT_VERSION, **fields})


def stopped(stopped: bool) -> str:
    """Whether there was a background process to stop."""
    return _dump({"format_version": FORMAT_VERSION, "stopped": stopped})


def hints(hints: Hints, follows: str) -> str:
    """The hints shown so far, of how many, and what they are on."""
    fields = {
        "exercise": hints.exercise,
        "state": hints.state,
        "code": hints.about,
        "hints": [asdict(hint) for hint in hints.steps[: hints.shown]],
        "of": len(hints.steps),
        "next": follows,
    }
    return _dump({"format_version": FORMAT_VERSION, **fields})


def error(error: GraderError) -> str:
    """What is said instead of a verdict."""
    return _dump({"format_version": FORMAT_VERSION, "status": "error", "error": error.to_json()})


def _dump(fields: dict[str, Any]) -> str:
    # ASCII only: the output is one valid object whatever the terminal's encoding.
    return json.dumps(fields, allow_nan=False)
