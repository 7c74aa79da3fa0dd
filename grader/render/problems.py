"""The verdict as problems at places of a file: for editors (gcc's form), for GitHub's annotations.

What a student's code or file name says stays inside its own line: it can neither add one nor
begin a command of a workflow.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.render.text import flowed, plain
from grader.verdict import Finding, Verdict

Severity = Literal["error", "warning", "note"]
# GitHub's notice stands for a pass, so what is only worth knowing is a warning there.
COMMANDS = {"error": "error", "warning": "warning", "note": "warning"}
# What GitHub reads as a command wherever it stands in a line, or at a line's beginning.
COMMAND_INSIDE, COMMAND_FIRST = "##[", re.compile(r"\s*::")


@dataclass(frozen=True)
class Problem:
    """One thing to mark in an editor; `columns` are the first and the last character, from 1."""

    severity: Severity
    file: str
    line: int
    columns: tuple[int, int] | None
    code: str
    title: str
    message: str
    hint: str = ""


def problems(verdict: Verdict) -> tuple[Problem, ...]:
    """What there is to mark: the diagnosis as an error, what came with it, and the remarks.

    What has no line of its own stands at line 1. A verdict that failed has an error always.
    """
    found = [problem for part in _parts(verdict) for problem in _of(part)]
    return tuple(dict.fromkeys(found))


def gcc(verdicts: Sequence[Verdict]) -> str:
    """A line `FILE:LINE:COLUMN: SEVERITY: [CODE] MESSAGE` for each problem.

    A verdict that passed has the line `EXERCISE: passed` besides, so that silence means nothing.
    """
    lines = []
    for verdict in verdicts:
        lines += [_gcc(problem) for problem in problems(verdict)]
        lines += [f"{verdict.exercise}: passed"] if verdict.passed else []
    return "\n".join(lines)


def github(verdicts: Sequence[Verdict]) -> str:
    """A workflow command for each problem, and a notice for each verdict that passed."""
    lines = []
    for verdict in verdicts:
        lines += [_github(problem) for problem in problems(verdict)]
        lines += [_notice(verdict)] if verdict.passed else []
    return "\n".join(lines)


FORMATS = {"gcc": gcc, "github": github}


def _parts(verdict: Verdict) -> tuple[Verdict, ...]:
    """The verdict and that of its bonus experiment, which is about the same file."""
    return (verdict,) if verdict.bonus is None else (verdict, verdict.bonus)


def _of(verdict: Verdict) -> Iterator[Problem]:
    if verdict.diagnosis is not None:
        yield _problem("error", verdict, verdict.diagnosis)
        for finding in verdict.diagnosis.also:
            yield _problem("warning", verdict, finding)
    elif verdict.status != "passed":
        yield _undiagnosed(verdict)
    for remark in verdict.remarks:
        yield _problem("note", verdict, remark)


def _problem(severity: Severity, verdict: Verdict, finding: Finding) -> Problem:
    return Problem(
        severity,
        _path(verdict.file),
        finding.line or 1,
        finding.columns if finding.line else None,
        finding.code,
        flowed(finding.title),
        flowed(finding.message),
        flowed(finding.hint),
    )


def _undiagnosed(verdict: Verdict) -> Problem:
    """The first failed check of a verdict that has no diagnosis."""
    for check in verdict.checks:
        if check.status == "failed":
            title, message = flowed(check.title), flowed(check.message)
            return Problem("error", _path(verdict.file), 1, None, check.name, title, message)
    return Problem("error", _path(verdict.file), 1, None, verdict.status, "Not passed", "")


def _gcc(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}:{problem.columns[0] if problem.columns else 1}"
    if COMMAND_FIRST.match(place):
        place = f".{os.sep}{place}"
    text = f"{problem.title}. {problem.message}" if problem.message else problem.title
    line = f"{place}: {problem.severity}: [{problem.code}] {text}"
    return line.replace(COMMAND_INSIDE, "## [")


def _github(problem: Problem) -> str:
    properties = {"file": Path(problem.file).as_posix(), "line": str(problem.line)}
    if problem.columns:
        properties |= {"col": str(problem.columns[0]), "endColumn": str(problem.columns[1])}
    properties["title"] = f"{problem.code}: {problem.title}"
    told = [problem.message or problem.title, problem.hint]
    return _command(COMMANDS[problem.severity], properties, "\n".join(t for t in told if t))


def _notice(verdict: Verdict) -> str:
    properties = {"file": Path(_path(verdict.file)).as_posix(), "line": "1"}
    properties["title"] = f"{verdict.exercise}: passed"
    return _command("notice", properties, verdict.title or "passed")


def _command(name: str, properties: dict[str, str], message: str) -> str:
    """A workflow command, escaped as GitHub's own toolkit does it."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path(file: str) -> str:
    """The path without what would end its line; a space in it stays what it is."""
    return re.sub(r"[\n\u2028\u2029]", " ", plain(file))
